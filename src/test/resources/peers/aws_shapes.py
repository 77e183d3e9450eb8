"""Checks answers of the simulated AWS against the service models that botocore carries.

Reads one JSON object a line from standard input: service, operation, status, answer. Prints one line for each way in
which an answer is not what the model says, and ends with status 1 if there was any.
"""
import json
import re
import sys
import xml.etree.ElementTree

import botocore.session

# Errors that every JSON service can answer and no model lists.
COMMON_ERRORS = {
    "AccessDeniedException", "IncompleteSignatureException", "InvalidSignatureException",
    "MissingAuthenticationTokenException", "SerializationException", "ThrottlingException", "UnknownOperationException",
    "ValidationException",
}
# Errors that the model of CloudWatch knows as those of every query service and lists for few operations.
QUERY_ERRORS = {"InvalidParameterValueException", "MissingRequiredParameterException"}
# Where the service of a signature has another name among the models.
MODELS = {"elasticloadbalancing": "elbv2", "monitoring": "cloudwatch"}
PYTHON_TYPES = {
    "string": str, "boolean": bool, "integer": int, "long": int, "double": (int, float), "float": (int, float),
    "timestamp": (int, float), "blob": str,
}
# Words of the service that its model does not have, by the enumeration: so in the examples of the AWS CLI.
UNLIKE_THE_MODEL = {"State": {"available", "pending"}, "PermissionsBoundaryAttachmentType": {"Policy"}}
# Of S3, the only service of this protocol here.
REST_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"
XML_PATTERNS = {
    "integer": r"-?\d+", "long": r"-?\d+", "boolean": "true|false",
    "timestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z",
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


def local(element):
    return element.tag.rpartition("}")[2]


def walk(shape, element, path):
    """Compares an element with a shape of the query protocol or EC2's, where a list's elements have a name of their own."""
    if shape.type_name == "structure":
        yield from walk_structure(shape, element, path)
    elif shape.type_name == "list" and shape.serialization.get("flattened"):
        yield from walk(shape.member, element, path)
    elif shape.type_name == "list":
        name = shape.member.serialization.get("name", "member")
        for index, child in enumerate(element):
            if local(child) != name:
                yield f"{path}[{index}]: <{local(child)}>, not <{name}>"
            yield from walk(shape.member, child, f"{path}[{index}]")
    elif len(element):
        yield f"{path}: has elements inside"
    elif not re.fullmatch(XML_PATTERNS.get(shape.type_name, "(?s).*"), element.text or ""):
        yield f"{path}: {element.text!r} is not a {shape.type_name}"
    elif getattr(shape, "enum", None) and element.text not in set(shape.enum) | UNLIKE_THE_MODEL.get(shape.name, set()):
        yield f"{path}: {element.text!r} is not one of {shape.enum}"


def walk_structure(shape, element, path):
    members = {member.serialization.get("name", name): member for name, member in shape.members.items()}
    for child in element:
        name = local(child)
        if name not in members:
            yield f"{path}.{name}: the model has no such member"
        else:
            yield from walk(members[name], child, f"{path}.{name}")
    present = {local(child) for child in element}
    for name in shape.required_members:
        if shape.members[name].serialization.get("name", name) not in present:
            yield f"{path}.{name}: required and absent"


def xml_answer(protocol, operation, status, answer, path):
    root = xml.etree.ElementTree.fromstring(answer)
    if status >= 400:
        if not [element for element in root.iter() if local(element) == "Code" and element.text]:
            yield f"{path}: an error without a code"
        return
    if protocol == "ec2":
        result = root
        for child in list(root):
            if local(child) == "requestId":
                root.remove(child)
    else:
        result = next((child for child in root if local(child) == f"{operation.name}Result"), None)
        if result is None:
            yield f"{path}: no {operation.name}Result"
            return
    if local(root) != f"{operation.name}Response":
        yield f"{path}: <{local(root)}>"
    yield from walk(operation.output_shape, result, path)


def rest_answer(operation, status, answer, path):
    """Compares with the rest-xml protocol, whose answer is the payload itself and whose error is no more than that."""
    root = xml.etree.ElementTree.fromstring(answer)
    if status >= 400:
        if root.tag != "Error" or not root.findtext("Code"):
            yield f"{path}: <{root.tag}> is no error with a code"
        return
    payload = operation.output_shape.members[operation.output_shape.serialization["payload"]]
    if root.tag != f"{{{REST_NAMESPACE}}}{payload.name}":
        yield f"{path}: <{root.tag}>"
    yield from walk(payload, root, path)


def problems(call):
    service, name, status = call["service"], call["operation"], call["status"]
    path = f"{service}:{name}"
    model = session.get_service_model(MODELS.get(service, service))
    if name not in model.operation_names:
        yield f"{path}: the model has no such operation"
        return
    operation = model.operation_model(name)
    protocol = model.metadata["protocol"]
    if protocol in ("query", "ec2"):
        yield from xml_answer(protocol, operation, status, call["answer"], path)
        return
    if protocol == "rest-xml":
        yield from rest_answer(operation, status, call["answer"], path)
        return
    answer = json.loads(call["answer"])
    if status == 200:
        if operation.output_shape is not None:
            yield from check(operation.output_shape, answer, path)
    elif service == "monitoring" and answer["__type"] in QUERY_ERRORS:
        return
    elif answer["__type"].rpartition("#")[2] not in COMMON_ERRORS | {error.name for error in operation.error_shapes}:
        yield f"{path}: the model has no error {answer['__type']}"


def main():
    found = [problem for line in sys.stdin for problem in problems(json.loads(line))]
    print("\n".join(found))
    sys.exit(1 if found else 0)


main()
