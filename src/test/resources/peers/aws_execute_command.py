"""Calls ExecuteCommand through botocore's client and prints the session it got. Arguments: endpoint, task, command."""
import json
import sys

import botocore.session

endpoint, task, command = sys.argv[1:]
client = botocore.session.get_session().create_client("ecs", region_name="us-east-1", endpoint_url=endpoint)
answer = client.execute_command(cluster="demo", task=task, container="app", command=command, interactive=True)
print(json.dumps(answer["session"]))
