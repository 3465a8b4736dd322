<#
.SYNOPSIS
Writes what AWS Glue and Lake Formation know of an account and region into a folder that Headwater imports.

.DESCRIPTION
It only reads, opens no table's data, and goes on where a call is refused; what was refused is listed in
export-errors.json. Needs Windows PowerShell 5.1 or PowerShell 7 and the AWS CLI (1 or 2), signed in.
Rights it uses: glue:Get*, glue:List*, glue:BatchGet*, lakeformation:List*,
lakeformation:GetResourceLFTags, s3:GetObject on the scripts.

.EXAMPLE
.\export-glue.ps1 -Out glue-export -Region eu-west-1 -Profile analytics -Details
#>
[CmdletBinding()]
param(
  # New or empty folder.
  [Parameter(Mandatory = $true)][string] $Out,
  [string] $Region = '',
  [string] $Profile = '',
  # Also partitions, versions, statistics and tags: several calls for every table.
  [switch] $Details
)

Set-StrictMode -Version 2
$ErrorActionPreference = 'Continue'
$env:AWS_PAGER = ''
if (-not $env:AWS_RETRY_MODE) { $env:AWS_RETRY_MODE = 'adaptive' }
if (-not $env:AWS_MAX_ATTEMPTS) { $env:AWS_MAX_ATTEMPTS = '8' }
$env:PYTHONIOENCODING = 'utf-8'
# What programs print is UTF-8; Windows PowerShell would take it for the console's code page.
[Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false

if ((Test-Path $Out) -and (Get-ChildItem -Force $Out | Select-Object -First 1)) {
  [Console]::Error.WriteLine("$Out is not empty. Name a new folder, so that two exports do not mix.")
  exit 2
}
New-Item -ItemType Directory -Force -Path (Join-Path $Out 'scripts') | Out-Null
$root = (Resolve-Path $Out).Path

$common = @()
if ($Region) { $common += @('--region', $Region) }
if ($Profile) { $common += @('--profile', $Profile) }
$script:errors = New-Object System.Collections.ArrayList
$script:calls = 0

# A name with what file systems forbid written as in URLs.
function ConvertTo-FileName([string] $Name) {
  $text = $Name.Replace('%', '%25')
  foreach ($pair in @(@('/', '%2F'), @('\', '%5C'), @(':', '%3A'), @('*', '%2A'), @('?', '%3F'), @('"', '%22'), @('<', '%3C'), @('>', '%3E'), @('|', '%7C'))) {
    $text = $text.Replace($pair[0], $pair[1])
  }
  return $text
}

# UTF-8 without a byte-order mark, as everything else that Headwater reads.
function Write-Text([string] $Path, [string] $Text) {
  [System.IO.File]::AppendAllText($Path, $Text, (New-Object System.Text.UTF8Encoding $false))
}

function Add-Refusal([string] $Operation, [string] $Resource, [string] $Message) {
  $code = 'Error'
  if ($Message -match 'An error occurred \(([A-Za-z.]+)\)') { $code = $Matches[1] }
  $short = ($Message -replace '\s+', ' ').Trim()
  if ($short.Length -gt 1000) { $short = $short.Substring(0, 1000) }
  [void] $script:errors.Add([ordered] @{ Operation = $Operation; Resource = $Resource; Code = $code; Message = $short })
}

# Runs the AWS CLI; answers with its output, or null and a note where it failed.
function Invoke-Aws([string] $Operation, [string] $Resource, [string[]] $Arguments) {
  $script:calls++
  Write-Progress -Activity 'Exporting AWS Glue' -Status "$($script:calls) calls, $($script:errors.Count) refused: $Operation $Resource"
  $stderr = [System.IO.Path]::GetTempFileName()
  try {
    $lines = & aws @Arguments @common 2> $stderr
    if ($LASTEXITCODE -ne 0) {
      Add-Refusal $Operation $Resource ([string] (Get-Content -Raw $stderr))
      return $null
    }
    return ($lines -join "`n") + "`n"
  }
  finally { Remove-Item -Force $stderr }
}

# One call into one file. Answers with what was said, or null.
function Export-Call([string] $File, [string] $Resource, [string[]] $Arguments) {
  $text = Invoke-Aws $Arguments[1] $Resource ($Arguments + @('--output', 'json'))
  if ($null -eq $text) { return $null }
  Write-Text (Join-Path $root "$File.json") $text
  return $text | ConvertFrom-Json
}

# The few calls whose pages the CLI does not join: all pages into one file.
function Export-Pages([string] $File, [string[]] $Arguments) {
  $pages = @()
  $token = ''
  do {
    $before = $token
    $more = @()
    if ($token) { $more = @('--next-token', $token) }
    $page = Export-Call $File '' ($Arguments + $more)
    if ($null -eq $page) { break }
    $pages += $page
    $token = [string] (Get-Member-Value $page 'NextToken')
  } while ($token -and ($token -ne $before))
  return , $pages
}

function Get-Member-Value($Object, [string] $Name) {
  if ($null -eq $Object) { return $null }
  $property = $Object.PSObject.Properties[$Name]
  if ($property) { return $property.Value }
  return $null
}

function Get-List($Object, [string] $Name) {
  $value = Get-Member-Value $Object $Name
  if ($null -eq $value) { return , @() }
  return , @($value)
}

$identity = Export-Call 'sts-get-caller-identity' '' @('sts', 'get-caller-identity')
if ($null -eq $identity) {
  [Console]::Error.WriteLine("AWS could not be reached with these credentials. $($script:errors[0].Message)")
  exit 2
}
$account = [string] $identity.Account
if (-not $Region) { $Region = $env:AWS_REGION }
if (-not $Region) { $Region = $env:AWS_DEFAULT_REGION }
if (-not $Region) { $Region = [string] (& aws configure get region @common) }
$partition = 'aws'
if ($Region -like 'cn-*') { $partition = 'aws-cn' }
if ($Region -like 'us-gov-*') { $partition = 'aws-us-gov' }

function Export-Details([string] $Database, $Table) {
  $name = [string] $Table.Name
  $about = @('--database-name', $Database, '--table-name', $name)
  $file = "$(ConvertTo-FileName $Database).$(ConvertTo-FileName $name)"
  $resource = "$Database.$name"
  [void] (Export-Call "get-table-versions.$file" $resource (@('glue', 'get-table-versions') + $about))
  if ((Get-List $Table 'PartitionKeys').Count -gt 0) {
    [void] (Export-Call "get-partitions.$file" $resource (@('glue', 'get-partitions') + $about + @('--exclude-column-schema')))
    [void] (Export-Call "get-partition-indexes.$file" $resource (@('glue', 'get-partition-indexes') + $about))
  }
  $columns = @(Get-List (Get-Member-Value $Table 'StorageDescriptor') 'Columns' | ForEach-Object { $_ } | ForEach-Object { [string] $_.Name })
  for ($at = 0; $at -lt $columns.Count; $at += 100) {
    $some = $columns[$at..([Math]::Min($at + 99, $columns.Count - 1))]
    [void] (Export-Call "get-column-statistics-for-table.$file" $resource (@('glue', 'get-column-statistics-for-table') + $about + @('--column-names') + $some))
  }
  $tagged = Join-Path ([System.IO.Path]::GetTempPath()) ([System.IO.Path]::GetRandomFileName())
  Write-Text $tagged (@{ Table = @{ DatabaseName = $Database; Name = $name } } | ConvertTo-Json -Compress)
  # From a file: Windows PowerShell takes quotes out of arguments.
  [void] (Export-Call "get-resource-lf-tags.$file" $resource @('lakeformation', 'get-resource-lf-tags', '--show-assigned-lf-tags', '--resource', "file://$tagged"))
  Remove-Item -Force $tagged
}

function Export-Job($Job) {
  $name = [string] $Job.Name
  $file = ConvertTo-FileName $name
  [void] (Export-Call "get-job-runs.$file" $name @('glue', 'get-job-runs', '--job-name', $name, '--max-items', '50'))
  $arn = "arn:${partition}:glue:${Region}:${account}:job/$name"
  [void] (Export-Call "get-tags.job.$file" $name @('glue', 'get-tags', '--resource-arn', $arn))
  $location = [string] (Get-Member-Value (Get-Member-Value $Job 'Command') 'ScriptLocation')
  if ($location -notmatch '^s3[an]?://') { return }
  $ending = '.py'
  if ($location -match '\.(scala|ipynb)$') { $ending = $Matches[0] }
  $script = Join-Path (Join-Path $root 'scripts') "$file$ending"
  $copied = Invoke-Aws 's3 cp' $location @('s3', 'cp', ($location -replace '^s3[an]?://', 's3://'), $script, '--only-show-errors')
  if ($null -eq $copied) { return }
  # Glue makes a graph of the scripts that it generated itself.
  if (($ending -eq '.py') -and (Select-String -Quiet -Path $script -Pattern '^\s*## *@type:')) {
    [void] (Export-Call "get-dataflow-graph.$file" $name @('glue', 'get-dataflow-graph', '--python-script', "file://$script"))
  }
}

$complete = $false
try {
  foreach ($database in (Get-List (Export-Call 'get-databases' '' @('glue', 'get-databases')) 'DatabaseList')) {
    $name = [string] $database.Name
    $file = ConvertTo-FileName $name
    $tables = Export-Call "get-tables.$file" $name @('glue', 'get-tables', '--database-name', $name)
    [void] (Export-Call "get-user-defined-functions.$file" $name @('glue', 'get-user-defined-functions', '--database-name', $name, '--pattern', '*'))
    if ($Details) { foreach ($table in (Get-List $tables 'TableList')) { Export-Details $name $table } }
  }
  foreach ($job in (Get-List (Export-Call 'get-jobs' '' @('glue', 'get-jobs')) 'Jobs')) { Export-Job $job }
  foreach ($crawler in (Get-List (Export-Call 'get-crawlers' '' @('glue', 'get-crawlers')) 'Crawlers')) {
    $name = [string] $crawler.Name
    [void] (Export-Call "list-crawls.$(ConvertTo-FileName $name)" $name @('glue', 'list-crawls', '--crawler-name', $name, '--max-results', '50'))
  }
  [void] (Export-Call 'get-triggers' '' @('glue', 'get-triggers'))
  # Never without --hide-password.
  [void] (Export-Call 'get-connections' '' @('glue', 'get-connections', '--hide-password'))
  foreach ($workflow in (Get-List (Export-Call 'list-workflows' '' @('glue', 'list-workflows')) 'Workflows')) {
    [void] (Export-Call "get-workflow.$(ConvertTo-FileName $workflow)" $workflow @('glue', 'get-workflow', '--name', $workflow, '--include-graph'))
  }
  [void] (Export-Pages 'get-ml-transforms' @('glue', 'get-ml-transforms'))
  foreach ($page in (Export-Pages 'list-data-quality-rulesets' @('glue', 'list-data-quality-rulesets'))) {
    foreach ($ruleset in (Get-List $page 'Rulesets')) {
      $name = [string] $ruleset.Name
      [void] (Export-Call "get-data-quality-ruleset.$(ConvertTo-FileName $name)" $name @('glue', 'get-data-quality-ruleset', '--name', $name))
    }
  }
  $ids = @()
  foreach ($page in (Export-Pages 'list-data-quality-results' @('glue', 'list-data-quality-results'))) {
    foreach ($result in (Get-List $page 'Results')) { $ids += [string] $result.ResultId }
  }
  for ($at = 0; $at -lt $ids.Count; $at += 10) {
    $some = $ids[$at..([Math]::Min($at + 9, $ids.Count - 1))]
    [void] (Export-Call 'batch-get-data-quality-result' '' (@('glue', 'batch-get-data-quality-result', '--result-ids') + $some))
  }
  [void] (Export-Pages 'list-permissions' @('lakeformation', 'list-permissions'))
  $complete = $true
}
finally {
  Write-Progress -Activity 'Exporting AWS Glue' -Completed
  $noted = [ordered] @{ Account = $account; Region = [string] $Region; Complete = $complete; ExportErrors = @($script:errors) }
  Write-Text (Join-Path $root 'export-errors.json') (($noted | ConvertTo-Json -Depth 4) + "`n")
}
[Console]::Error.WriteLine("$($script:calls) calls, $($script:errors.Count) refused. Import the folder $Out.")
if ($script:errors.Count -gt 0) {
  [Console]::Error.WriteLine("What was refused is in $(Join-Path $Out 'export-errors.json').")
  exit 1
}
