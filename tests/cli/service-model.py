# SPDX-License-Identifier: MIT
"""Holds the operation tables against AWS's own service models.

Reads what `tests/unit/table rows` prints and compares it with the models that
come with botocore: each operation, each member that we have with its type and
whether it is required, each error that the model names.  Prints a line for
each difference and exits 1; exits 77 if there is no botocore.  Uses no network.
"""
import json
import sys

try:
    from botocore.session import get_session
except ImportError:
    sys.exit(77)

TYPES = {
    "string": {"string"},
    "json": {"string", "blob"},
    "boolean": {"boolean"},
    "integer": {"integer", "long"},
    "double": {"double", "float"},
    "timestamp": {"timestamp"},
    "list": {"list"},
    "structure": {"structure"},
    "map": {"map"},
}
# Errors that a service gives and its model does not name: of the protocol, of
# S3, whose model names almost none, of SQS, whose codes are older than its
# model's, or the status of a HEAD.
UNNAMED = {"AccessDenied", "ThrottlingException", "ValidationError", "ValidationException",
           "InvalidParameterValue",
           "AWS.SimpleQueueService.NonExistentQueue", "QueueAlreadyExists"}
BODY = ("PutObject", "Body")  # a stream; we have its text

differences = []


def differ(where, what):
    differences.append(f"{where}: {what}")


def compare_members(where, ours, shape):
    real = shape.members if shape is not None else {}
    required = set(shape.required_members) if shape is not None else set()
    for name, member in ours.items():
        place = f"{where}.{name}"
        if name not in real:
            differ(place, "the model has no such member")
            continue
        compare_member(place, member, real[name])
        if member["required"] != (name in required):
            differ(place, f"required is {name in required} in the model")
    for name in sorted(required - set(ours)):
        differ(f"{where}.{name}", "is required in the model and not here")


def compare_member(place, member, shape):
    if shape.type_name not in TYPES[member["type"]]:
        if tuple(place.split(".")[-2:]) != BODY:
            differ(place, f"is {shape.type_name} in the model, "
                          f"{member['type']} here")
        return
    inner = shape
    if shape.type_name == "list":
        inner = shape.member
        if (inner.type_name == "structure") != bool(member["members"]):
            differ(place, f"is a list of {inner.type_name} in the model")
            return
    if member["members"]:
        compare_members(place, member["members"], inner)
    unknown = set(member["values"]) - set(getattr(shape, "enum", []) or [])
    if unknown and getattr(shape, "enum", []):
        differ(place, f"{sorted(unknown)} are no values in the model")


def compare_operation(where, ours, model, service):
    errors = {error.metadata.get("error", {}).get("code", error.name)
              for error in model.error_shapes}
    compare_members(where, ours["members"], model.input_shape)
    if service != "s3":
        for code in sorted(set(ours["errors"]) - errors - UNNAMED):
            differ(where, f"{code} is no error in the model")


def protocols(model):
    return model.metadata.get("protocols", [model.metadata["protocol"]])


def compare_service(name, ours, session):
    model = session.get_service_model(name)
    if model.api_version != ours["apiVersion"]:
        differ(name, f"the model is of {model.api_version}")
    target = model.metadata.get("targetPrefix")
    # newer models of a service that speaks XML have one for JSON too
    if target != ours["targetPrefix"] and "query" not in protocols(model):
        differ(name, f"the target prefix is {target} in the model")
    for operation, row in ours["operations"].items():
        where = f"{name}.{operation}"
        if operation not in model.operation_names:
            differ(where, "the model has no such operation")
        else:
            compare_operation(where, row, model.operation_model(operation),
                              name)


def main():
    session = get_session()
    for name, ours in json.load(sys.stdin).items():
        compare_service(name, ours, session)
    print("\n".join(differences))
    return 1 if differences else 0


sys.exit(main())
