"""Builds in moto the cluster that the simulated AWS has, and compares what both tell of it.

Arguments: the endpoint of the simulated AWS, the name of its cluster. Prints one line for each difference, as
"Operation.path: kind", where kind is "only moto", "only ours", "type", "length" or "value"; what cannot but differ (times
and made-up identifiers) is compared by type alone.
"""
import re
import sys

import boto3
from botocore.exceptions import ClientError
from moto import mock_aws

endpoint, cluster = sys.argv[1:]
ENCRYPTED, PLAIN = "clinic-exec-sessions", "clinic-exec-sessions-plain"
IDENTIFIER = re.compile(
    r"\d{4}-\d\d-\d\d.*|ecs-svc/\d+|sha256:[0-9a-f]{64}|.*[0-9a-f]{8}-[0-9a-f]{4}-.*|arn:aws:(iam|secretsmanager):.*"
    r"|(subnet|sg)-[0-9a-f]{17}")
DEFINITION = ("family", "taskRoleArn", "executionRoleArn", "networkMode", "containerDefinitions", "volumes",
              "placementConstraints", "requiresCompatibilities", "cpu", "memory", "runtimePlatform")
SERVICE = ("serviceName", "taskDefinition", "desiredCount", "launchType", "platformVersion", "deploymentConfiguration",
           "networkConfiguration", "healthCheckGracePeriodSeconds", "schedulingStrategy", "deploymentController",
           "enableECSManagedTags", "propagateTags", "enableExecuteCommand", "loadBalancers", "serviceRegistries",
           "placementConstraints", "placementStrategy", "tags")


def client(service, **options):
    return boto3.session.Session("AKIDEXAMPLE", "secret", region_name="us-east-1").client(service, **options)


def network(ours):
    """moto wants subnets and groups that it made itself: as many as ours, in a VPC of its own."""
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    made = dict(ours["awsvpcConfiguration"])
    made["subnets"] = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{index}.0/24")["Subnet"]["SubnetId"]
        for index, _ in enumerate(made["subnets"])]
    made["securityGroups"] = [
        ec2.create_security_group(VpcId=vpc, GroupName=f"ours {name}", Description=name)["GroupId"]
        for name in made["securityGroups"]]
    return {"awsvpcConfiguration": made}


def encryption(s3, bucket):
    try:
        return s3.get_bucket_encryption(Bucket=bucket)
    except ClientError as e:
        return e.response["Error"]


def told(ecs, s3, definition):
    """All answers about the cluster, by what was asked."""
    services = sorted(ecs.get_paginator("list_services").paginate(cluster=cluster).build_full_result()["serviceArns"])
    described = ecs.describe_services(cluster=cluster, services=services, include=["TAGS"])
    return {
        "DescribeClusters": ecs.describe_clusters(clusters=[cluster, "nope"], include=["SETTINGS", "CONFIGURATIONS"]),
        "ListServices": {"serviceArns": services},
        "DescribeServices": {
            "services": sorted(described["services"], key=lambda service: service["serviceName"]),
            "failures": described["failures"]},
        "DescribeServices of what is not there": ecs.describe_services(cluster=cluster, services=["nope"]),
        "DescribeTaskDefinition": ecs.describe_task_definition(taskDefinition=definition),
        "ListTaskDefinitions": ecs.list_task_definitions(familyPrefix=definition.partition(":")[0], sort="DESC"),
        "GetBucketEncryption": encryption(s3, ENCRYPTED),
        "GetBucketEncryption without configuration": encryption(s3, PLAIN),
        "GetBucketEncryption of what is not there": encryption(s3, "nope"),
        "DescribeTasks of what is not there": ecs.describe_tasks(cluster=cluster, tasks=["0" * 32]),
    }


def differences(moto, ours, path):
    if type(moto) is not type(ours):
        yield f"{path}: type"
    elif isinstance(moto, dict):
        for name in sorted(moto.keys() | ours.keys()):
            if name == "ResponseMetadata":
                continue
            if name not in ours:
                yield f"{path}.{name}: only moto"
            elif name not in moto:
                yield f"{path}.{name}: only ours"
            else:
                yield from differences(moto[name], ours[name], f"{path}.{name}")
    elif isinstance(moto, list):
        if len(moto) != len(ours):
            yield f"{path}: length"
        for one, other in zip(moto, ours):
            yield from differences(one, other, f"{path}[]")
    elif moto != ours and not (IDENTIFIER.fullmatch(str(moto)) and IDENTIFIER.fullmatch(str(ours))):
        yield f"{path}: value"


def build_buckets(s3):
    for bucket in (ENCRYPTED, PLAIN):
        s3.create_bucket(Bucket=bucket)
    s3.put_bucket_encryption(Bucket=ENCRYPTED, ServerSideEncryptionConfiguration={
        "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]})


def build(ecs, service_answers, definition_answers):
    ecs.create_cluster(clusterName=cluster, capacityProviders=["FARGATE", "FARGATE_SPOT"], settings=[
        {"name": "containerInsights", "value": "disabled"}], configuration={
        "executeCommandConfiguration": {"logging": "DEFAULT"}})
    for definition in definition_answers:
        for _ in range(definition["revision"]):
            ecs.register_task_definition(**{name: definition[name] for name in DEFINITION if name in definition})
    for service in service_answers:
        wanted = {name: service[name] for name in SERVICE if service.get(name)}
        wanted["networkConfiguration"] = network(service["networkConfiguration"])
        ecs.create_service(cluster=cluster, **wanted)


def main():
    simulated = client("ecs", endpoint_url=endpoint)
    names = simulated.list_services(cluster=cluster, maxResults=100)["serviceArns"]
    services = simulated.describe_services(cluster=cluster, services=names, include=["TAGS"])["services"]
    definitions = [simulated.describe_task_definition(taskDefinition=service["taskDefinition"])["taskDefinition"]
                   for service in services]
    definition = f"{definitions[-1]['family']}:{definitions[-1]['revision']}"
    ours = told(simulated, client("s3", endpoint_url=endpoint), definition)
    with mock_aws():
        moto, buckets = client("ecs"), client("s3")
        build(moto, services, definitions)
        build_buckets(buckets)
        theirs = told(moto, buckets, definition)
    found = sorted({line for operation in ours for line in differences(theirs[operation], ours[operation], operation)})
    print("\n".join(found))


main()
