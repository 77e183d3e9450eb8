"""Checks answers of the simulated AWS against the service models that botocore carries.

Reads one JSON object a line from standard input: service, operation, status, answer. Prints one line for each way in
which an answer is not what the model says, and ends with status 1 if there was any.
"""
import json
import sys

import botocore.parsers
import botocore.session

# Errors that every JSON service can answer and no model lists.
COMMON_ERRORS = {
    "AccessDeniedException", "IncompleteSignatureException", "InvalidSignatureException",
    "MissingAuthenticationTokenException", "SerializationException", "ThrottlingException", "UnknownOperationException",
    "ValidationException",
}
# Errors that the model of CloudWatch knows as those of every query service and lists for few operations.
QUERY_ERRORS = {"InvalidParameterValueException", "MissingRequiredParameterException"}
# What the wire calls services that the models call otherwise.
MODELS = {"monitoring": "cloudwatch"}
PYTHON_TYPES = {
    "string": str, "boolean": bool, "integer": int, "long": int, "double": (int, float), "float": (int, float),
    "timestamp": (int, float),
}

session = botocore.session.get_session()


def check(shape, value, path):
    if shape.type_name == "structure":
        yield from structure(shape, value, path)
    elif shape.type_name == "list":
        if not isinstance(value, list):
            yield f"{path}: not a list"
            return
        for index, element in enumerate(value):
            yield from check(shape.member, element, f"{path}[{index}]")
    elif shape.type_name == "map":
        for key, element in value.items():
            yield from check(shape.value, element, f"{path}.{key}")
    elif not isinstance(value, PYTHON_TYPES[shape.type_name]) or (
            isinstance(value, bool) and shape.type_name != "boolean"):
        yield f"{path}: {value!r} is not a {shape.type_name}"
    elif getattr(shape, "enum", None) and value not in shape.enum:
        yield f"{path}: {value!r} is not one of {shape.enum}"


def structure(shape, value, path):
    if not isinstance(value, dict):
        yield f"{path}: not a structure"
        return
    for name in value:
        if name not in shape.members:
            yield f"{path}.{name}: the model has no such member"
        else:
            yield from check(shape.members[name], value[name], f"{path}.{name}")
    for name in shape.required_members:
        if name not in value:
            yield f"{path}.{name}: required and absent"


def xml(operation, status, answer, path):
    parser = botocore.parsers.create_parser("query")
    response = {"status_code": status, "headers": {}, "body": answer.encode(), "context": {}}
    parsed = parser.parse(response, operation.output_shape)
    if status >= 400:
        if not parsed.get("Error", {}).get("Code"):
            yield f"{path}: an error without a code"
        return
    for name in operation.output_shape.members:
        if name not in parsed and name not in ("PackedPolicySize", "SourceIdentity"):
            yield f"{path}.{name}: absent"


def problems(call):
    service, name, status = call["service"], call["operation"], call["status"]
    path = f"{service}:{name}"
    model = session.get_service_model(MODELS.get(service, service))
    if name not in model.operation_names:
        return
    operation = model.operation_model(name)
    if service == "sts":
        yield from xml(operation, status, call["answer"], path)
        return
    answer = json.loads(call["answer"])
    if status == 200:
        yield from check(operation.output_shape, answer, path)
    elif service == "monitoring" and answer["__type"] in QUERY_ERRORS:
        return
    elif answer["__type"] not in COMMON_ERRORS | {error.name for error in operation.error_shapes}:
        yield f"{path}: the model has no error {answer['__type']}"


def main():
    found = [problem for line in sys.stdin for problem in problems(json.loads(line))]
    print("\n".join(found))
    sys.exit(1 if found else 0)


main()
