#!/usr/bin/env bash
# Writes what AWS Glue and Lake Formation know of an account and region into a folder that Headwater
# imports. It only reads, opens no table's data, and goes on where a call is refused; what was refused
# is listed in export-errors.json.
#
#   bash export-glue.sh [--details] OUT [options of the AWS CLI, such as --region and --profile]
#
#   --details   also partitions, versions, statistics and tags: several calls for every table
#
# Needs bash 3.2 or newer and the AWS CLI (1 or 2), signed in. Rights it uses: glue:Get*, glue:List*,
# glue:BatchGet*, lakeformation:List*, lakeformation:GetResourceLFTags, s3:GetObject on the scripts.
set -u

usage() {
  sed -n '2,11s/^# \{0,1\}//p' "$0" >&2
  exit 2
}

details=no
if [ "${1:-}" = --details ]; then
  details=yes
  shift
fi
out=${1:-}
case $out in '' | -*) usage ;; esac
shift
options=("--output" "json" "$@")
copy_options=("--only-show-errors" "$@")

if [ -e "$out" ] && [ -n "$(ls -A "$out" 2> /dev/null)" ]; then
  echo "$out is not empty. Name a new folder, so that two exports do not mix." >&2
  exit 2
fi
umask 077
mkdir -p "$out/scripts" || exit 2
work=$(mktemp -d) || exit 2
errors=$work/errors
: > "$errors"

export AWS_PAGER="" AWS_RETRY_MODE=${AWS_RETRY_MODE:-adaptive} AWS_MAX_ATTEMPTS=${AWS_MAX_ATTEMPTS:-8}
# Names may be in any script.
export PYTHONIOENCODING=utf-8

account=
region=
complete=false
calls=0
refused=0

json_text() {
  printf '%s' "$1" | tr '\r\n\t' '   ' | tr -d '\000-\037' | sed 's/\\/\\\\/g; s/"/\\"/g'
}

finish() {
  {
    printf '{\n  "Account": "%s",\n  "Region": "%s",\n  "Complete": %s,\n  "ExportErrors": [' \
      "$(json_text "$account")" "$(json_text "$region")" "$complete"
    sed '$!s/$/,/' "$errors"
    printf '  ]\n}\n'
  } > "$out/export-errors.json"
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

# name FILE: a name with what file systems forbid written as in URLs.
name() {
  local text=$1
  text=${text//%/%25}
  text=${text//\//%2F}
  text=${text//\\/%5C}
  text=${text//:/%3A}
  text=${text//\*/%2A}
  text=${text//\?/%3F}
  text=${text//\"/%22}
  text=${text//</%3C}
  text=${text//>/%3E}
  text=${text//|/%7C}
  printf '%s' "$text"
}

# note OPERATION RESOURCE: keeps the error message of the last call.
note() {
  local message code
  message=$(cat "$work/stderr")
  code=$(printf '%s' "$message" | sed -n 's/.*An error occurred (\([A-Za-z.]*\)).*/\1/p' | head -n 1)
  printf '    { "Operation": "%s", "Resource": "%s", "Code": "%s", "Message": "%s" }\n' \
    "$(json_text "$1")" "$(json_text "$2")" "$(json_text "${code:-Error}")" "$(json_text "${message:0:1000}")" >> "$errors"
  refused=$((refused + 1))
}

progress() {
  calls=$((calls + 1))
  if [ -t 2 ]; then printf '\r\033[K%s calls, %s refused: %s' "$calls" "$refused" "$1" >&2; fi
}

# ask FILE OPERATION RESOURCE COMMAND...: one call into a file; a second page is added to the same file.
ask() {
  local file=$1 operation=$2 resource=$3 token=
  shift 3
  progress "$operation $resource"
  if ! aws "$@" "${options[@]}" < /dev/null > "$work/stdout" 2> "$work/stderr"; then
    note "$operation" "$resource"
    return 1
  fi
  cat "$work/stdout" >> "$file"
  token=$(sed -n 's/^[[:space:]]*"NextToken":[[:space:]]*"\(.*\)",\{0,1\}[[:space:]]*$/\1/p' "$work/stdout" | tail -n 1)
  next_token=$token
}

# pages: like ask, for the few calls whose pages the CLI does not join.
pages() {
  local file=$1 operation=$2 resource=$3 before=
  shift 3
  next_token=
  ask "$file" "$operation" "$resource" "$@" || return 1
  while [ -n "$next_token" ] && [ "$next_token" != "$before" ]; do
    before=$next_token
    ask "$file" "$operation" "$resource" "$@" --next-token "$before" || return 1
  done
}

# names QUERY COMMAND...: one name a line.
names() {
  local query=$1
  shift
  aws "$@" "${options[@]}" --output text --query "$query" < /dev/null 2> /dev/null | tr -d '\r' | sed '/^None$/d; /^$/d'
}

if ! ask "$out/sts-get-caller-identity.json" sts get-caller-identity sts get-caller-identity; then
  cat "$work/stderr" >&2
  echo "AWS could not be reached with these credentials." >&2
  exit 2
fi
account=$(sed -n 's/.*"Account":[[:space:]]*"\([0-9]*\)".*/\1/p' "$out/sts-get-caller-identity.json" | head -n 1)
region=${AWS_REGION:-${AWS_DEFAULT_REGION:-}}
before=
profile=
for option in "$@"; do
  case $before in
    --region) region=$option ;;
    --profile) profile=$option ;;
  esac
  case $option in
    --region=*) region=${option#--region=} ;;
    --profile=*) profile=${option#--profile=} ;;
  esac
  before=$option
done
if [ -z "$region" ]; then
  if [ -n "$profile" ]; then region=$(aws configure get region --profile "$profile" 2> /dev/null); else region=$(aws configure get region 2> /dev/null); fi
fi
partition=aws
case $region in
  cn-*) partition=aws-cn ;;
  us-gov-*) partition=aws-us-gov ;;
esac

table_details() {
  local database=$1 table=$2 file columns
  file=$(name "$database").$(name "$table").json
  ask "$out/get-table-versions.$file" get-table-versions "$database.$table" \
    glue get-table-versions --database-name "$database" --table-name "$table"
  if [ -n "$(names 'Table.PartitionKeys[].[Name]' glue get-table --database-name "$database" --name "$table")" ]; then
    ask "$out/get-partitions.$file" get-partitions "$database.$table" \
      glue get-partitions --database-name "$database" --table-name "$table" --exclude-column-schema
    ask "$out/get-partition-indexes.$file" get-partition-indexes "$database.$table" \
      glue get-partition-indexes --database-name "$database" --table-name "$table"
  fi
  columns=()
  while IFS= read -r column; do
    columns+=("$column")
    if [ "${#columns[@]}" -eq 100 ]; then
      statistics "$database" "$table" "$file" "${columns[@]}"
      columns=()
    fi
  done < <(names 'Table.StorageDescriptor.Columns[].[Name]' glue get-table --database-name "$database" --name "$table")
  if [ "${#columns[@]}" -gt 0 ]; then statistics "$database" "$table" "$file" "${columns[@]}"; fi
  ask "$out/get-resource-lf-tags.$file" get-resource-lf-tags "$database.$table" \
    lakeformation get-resource-lf-tags --show-assigned-lf-tags \
    --resource "{\"Table\":{\"DatabaseName\":\"$(json_text "$database")\",\"Name\":\"$(json_text "$table")\"}}"
}

statistics() {
  local database=$1 table=$2 file=$3
  shift 3
  ask "$out/get-column-statistics-for-table.$file" get-column-statistics-for-table "$database.$table" \
    glue get-column-statistics-for-table --database-name "$database" --table-name "$table" --column-names "$@"
}

if ask "$out/get-databases.json" get-databases '' glue get-databases; then
  while IFS= read -r database; do
    ask "$out/get-tables.$(name "$database").json" get-tables "$database" glue get-tables --database-name "$database"
    ask "$out/get-user-defined-functions.$(name "$database").json" get-user-defined-functions "$database" \
      glue get-user-defined-functions --database-name "$database" --pattern '*'
    if [ "$details" = yes ]; then
      while IFS= read -r table; do
        table_details "$database" "$table"
      done < <(names 'TableList[].[Name]' glue get-tables --database-name "$database")
    fi
  done < <(names 'DatabaseList[].[Name]' glue get-databases)
fi

one_job() {
  local job=$1 location=$2 ending=.py script
  ask "$out/get-job-runs.$(name "$job").json" get-job-runs "$job" glue get-job-runs --job-name "$job" --max-items 50
  ask "$out/get-tags.job.$(name "$job").json" get-tags "$job" \
    glue get-tags --resource-arn "arn:$partition:glue:$region:$account:job/$job"
  case $location in
    s3://* | s3a://* | s3n://*) ;;
    *) return ;;
  esac
  case $location in
    *.scala) ending=.scala ;;
    *.ipynb) ending=.ipynb ;;
  esac
  script=$out/scripts/$(name "$job")$ending
  progress "s3 cp $location"
  if ! aws s3 cp "s3://${location#s3*://}" "$script" "${copy_options[@]}" < /dev/null > /dev/null 2> "$work/stderr"; then
    note "s3 cp" "$location"
    return
  fi
  # Glue makes a graph of the scripts that it generated itself.
  if [ "$ending" = .py ] && grep -q '^[[:space:]]*## *@type:' "$script"; then
    ask "$out/get-dataflow-graph.$(name "$job").json" get-dataflow-graph "$job" \
      glue get-dataflow-graph --python-script "file://$script"
  fi
}

if ask "$out/get-jobs.json" get-jobs '' glue get-jobs; then
  while IFS=$'\t' read -r job location; do
    one_job "$job" "$location"
  done < <(names 'Jobs[].[Name, Command.ScriptLocation]' glue get-jobs)
fi

if ask "$out/get-crawlers.json" get-crawlers '' glue get-crawlers; then
  while IFS= read -r crawler; do
    ask "$out/list-crawls.$(name "$crawler").json" list-crawls "$crawler" \
      glue list-crawls --crawler-name "$crawler" --max-results 50
  done < <(names 'Crawlers[].[Name]' glue get-crawlers)
fi
ask "$out/get-triggers.json" get-triggers '' glue get-triggers
# Never without --hide-password.
ask "$out/get-connections.json" get-connections '' glue get-connections --hide-password
if ask "$out/list-workflows.json" list-workflows '' glue list-workflows; then
  while IFS= read -r workflow; do
    ask "$out/get-workflow.$(name "$workflow").json" get-workflow "$workflow" \
      glue get-workflow --name "$workflow" --include-graph
  done < <(names 'Workflows[].[@]' glue list-workflows)
fi

pages "$out/get-ml-transforms.json" get-ml-transforms '' glue get-ml-transforms
if pages "$out/list-data-quality-rulesets.json" list-data-quality-rulesets '' glue list-data-quality-rulesets; then
  while IFS= read -r ruleset; do
    ask "$out/get-data-quality-ruleset.$(name "$ruleset").json" get-data-quality-ruleset "$ruleset" \
      glue get-data-quality-ruleset --name "$ruleset"
  done < <(sed -n 's/^[[:space:]]*"Name":[[:space:]]*"\(.*\)",\{0,1\}[[:space:]]*$/\1/p' "$out/list-data-quality-rulesets.json")
fi
if pages "$out/list-data-quality-results.json" list-data-quality-results '' glue list-data-quality-results; then
  while IFS= read -r ids; do
    # shellcheck disable=SC2086 # ten ids a line, each an argument
    ask "$out/batch-get-data-quality-result.json" batch-get-data-quality-result '' \
      glue batch-get-data-quality-result --result-ids $ids
  done < <(sed -n 's/^[[:space:]]*"ResultId":[[:space:]]*"\([^"]*\)".*/\1/p' "$out/list-data-quality-results.json" | xargs -n 10)
fi
pages "$out/list-permissions.json" list-permissions '' lakeformation list-permissions

complete=true
if [ -t 2 ]; then printf '\r\033[K' >&2; fi
echo "$calls calls, $refused refused. Import the folder $out." >&2
if [ "$refused" -gt 0 ]; then
  echo "What was refused is in $out/export-errors.json." >&2
  exit 1
fi
