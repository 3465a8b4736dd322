import sys

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME", "source_db", "target_path"])
glue = GlueContext(SparkContext.getOrCreate())
job = Job(glue)
job.init(args["JOB_NAME"], args)

inbound = glue.create_dynamic_frame.from_catalog(database=args["source_db"], table_name="carrier_returns")

# The carrier repeats a parcel on every scan; the newest row counts.
parcels = inbound.toDF().orderBy("received_at", ascending=False).dropDuplicates(["tracking_no"])
clean = parcels.select("tracking_no", "order_id", "postal_code", "reason", "received_at")

sink = glue.getSink(connection_type="s3", path=args["target_path"], enableUpdateCatalog=True)
sink.setFormat("glueparquet")
sink.setCatalogInfo(catalogDatabase="lake_curated", catalogTableName="returns")
sink.writeFrame(DynamicFrame.fromDF(clean, glue, "clean"))
job.commit()
