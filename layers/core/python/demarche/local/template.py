"""The deployment template, read and expanded on this machine."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from demarche.errors import PermanentError

TEMPLATE_NAME = "template.yaml"
PLACEHOLDER = "s3://not-uploaded/local.zip"
"""The translator takes only uploaded code; here the code is run from where it lies."""
PARTITION, REGION, ACCOUNT = "aws", "us-east-1", "123456789012"

Template = dict[str, Any]


def find_project() -> Path:
    """Return the folder of the template: this folder or one above, else that of the installed package."""
    starts = (Path.cwd(), Path(__file__).resolve().parent)
    for folder in (above for start in starts for above in (start, *start.parents)):
        if (folder / TEMPLATE_NAME).is_file() and (folder / "functions").is_dir():
            return folder
    raise PermanentError(
        f"Expected {TEMPLATE_NAME} and functions/ in {Path.cwd()} or above it; run this in a checkout of demarche."
    )


def load(project: Path) -> Template:
    """Return the template as written, with the intrinsic functions in their long form."""
    from samtranslator.yaml_helper import yaml_parse

    loaded: Template = yaml_parse((project / TEMPLATE_NAME).read_text(encoding="utf-8"))
    return loaded


def expand(template: Template) -> Template:
    """Return the CloudFormation template that SAM makes of ``template``."""
    import os

    os.environ.setdefault("AWS_DEFAULT_REGION", REGION)
    from samtranslator.translator.transform import transform

    prepared = copy.deepcopy(template)
    for resource in prepared["Resources"].values():
        for code in ("CodeUri", "ContentUri"):
            if code in resource.get("Properties", {}):
                resource["Properties"][code] = PLACEHOLDER
    expanded: Template = transform(prepared, {}, ManagedPolicies())
    return expanded


class ManagedPolicies:
    """The ARNs of AWS's managed policies, which all follow one pattern; SAM would ask IAM for them."""

    def load(self) -> dict[str, str]:
        names = ("AWSLambdaBasicExecutionRole", "AWSLambdaSQSQueueExecutionRole", "AWSLambdaDynamoDBExecutionRole")
        found = {name: f"arn:{PARTITION}:iam::aws:policy/service-role/{name}" for name in names}
        return found | {"AWSXRayDaemonWriteAccess": f"arn:{PARTITION}:iam::aws:policy/AWSXRayDaemonWriteAccess"}


def for_emulator(template: Template) -> Template:
    """Drop what only counts on AWS (versions, aliases, snapshots), so that mappings name the functions themselves."""
    prepared = copy.deepcopy(template)
    function_defaults = prepared.get("Globals", {}).get("Function", {})
    for properties in (function_defaults, *(r.get("Properties", {}) for r in prepared["Resources"].values())):
        for name in ("AutoPublishAlias", "SnapStart"):
            properties.pop(name, None)
    expanded = expand(prepared)
    for resource in expanded["Resources"].values():
        if resource["Type"] == "AWS::Lambda::Function":
            resource["Properties"]["Code"] = {"ZipFile": "# The local runner calls the handler from the checkout."}
    # Layers are folders here; CloudFormation on the emulator would want their archives.
    expanded["Resources"] = {
        name: resource
        for name, resource in expanded["Resources"].items()
        if resource["Type"] != "AWS::Lambda::LayerVersion"
    }
    for resource in expanded["Resources"].values():
        if resource["Type"] == "AWS::Lambda::Function":
            resource["Properties"].pop("Layers", None)
    return expanded


def functions(template: Template) -> dict[str, Template]:
    """Return the properties of the functions by logical id, with the global ones filled in."""
    defaults = template.get("Globals", {}).get("Function", {})
    return {
        name: {**defaults, **resource["Properties"]}
        for name, resource in template["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
    }
