"""Reads metrics with botocore in each protocol of the model: arguments endpoint, start and end in ISO 8601.

Prints one JSON line for each protocol, and the code of an error that each gets.
"""
import json
import sys

import botocore.session
from botocore.exceptions import ClientError

endpoint, start, end = sys.argv[1:]
query = {
    "Id": "cpu",
    "MetricStat": {
        "Metric": {
            "Namespace": "AWS/ECS",
            "MetricName": "CPUUtilization",
            "Dimensions": [{"Name": "ClusterName", "Value": "demo"}, {"Name": "ServiceName", "Value": "web"}],
        },
        "Period": 300,
        "Stat": "Average",
    },
}
for protocol in ["smithy-rpc-v2-cbor", "json", "query"]:
    session = botocore.session.Session()
    loader = session.get_component("data_loader")
    model = loader.load_service_model("cloudwatch", "service-2")
    model["metadata"]["protocol"] = protocol
    model["metadata"]["protocols"] = [protocol]
    client = session.create_client("cloudwatch", region_name="us-east-1", endpoint_url=endpoint)
    result = client.get_metric_data(MetricDataQueries=[query], StartTime=start, EndTime=end)["MetricDataResults"][0]
    listed = client.list_metrics(
        Namespace="AWS/ECS",
        MetricName="CPUUtilization",
        Dimensions=[{"Name": "ClusterName", "Value": "demo"}],
    )["Metrics"]
    try:
        client.get_metric_data(MetricDataQueries=[{**query, "Id": "Bad"}], StartTime=start, EndTime=end)
        error = ""
    except ClientError as e:
        error = e.response["Error"]["Code"]
    print(json.dumps({
        "protocol": client.meta.service_model.resolved_protocol,
        "points": [[at.timestamp(), value] for at, value in zip(result["Timestamps"], result["Values"])],
        "metrics": len(listed),
        "error": error,
    }))
