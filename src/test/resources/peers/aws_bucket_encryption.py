"""Asks for the encryption of buckets with botocore: arguments endpoint and the names of the buckets.

Prints a line for each: the algorithm, or the code of the error.
"""
import sys

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint, *buckets = sys.argv[1:]
client = botocore.session.Session().create_client(
    "s3", region_name="us-east-1", endpoint_url=endpoint, config=Config(s3={"addressing_style": "path"}))
for bucket in buckets:
    try:
        (rule,) = client.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
        print(rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"])
    except ClientError as e:
        print(e.response["Error"]["Code"])
