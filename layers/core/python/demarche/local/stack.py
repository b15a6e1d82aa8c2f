"""The template's resources on the emulator, and what its CloudFormation leaves out."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demarche.errors import UnsupportedTemplate
from demarche.local import moto_fixes
from demarche.local.template import ACCOUNT, REGION, Template, for_emulator, functions, load

STACK_NAME = "demarche"
ClientFactory = Callable[[str], Any]

CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_REGION": REGION,
    # Without it the emulator's stream answers 404: boto3 puts the account into the host name.
    "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
}


@dataclass(frozen=True)
class Function:
    """A function of the template, ready to be called in this process."""

    logical_id: str
    name: str
    code: Path
    handler: str
    environment: dict[str, str]
    timeout_seconds: int
    memory_mb: int


@dataclass(frozen=True)
class Stack:
    """What the template made."""

    name: str
    outputs: dict[str, str]
    functions: dict[str, Function]
    """By the name that event source mappings call them."""
    mappings: tuple[dict[str, Any], ...]
    """Event source mappings as the Lambda API lists them."""


def create(client: ClientFactory, project: Path, *, parameters: dict[str, str] | None = None) -> Stack:
    """Create the stack of ``project``'s template with ``client`` (which makes a boto3 client for a service)."""
    moto_fixes.apply()
    template = load(project)
    expanded = for_emulator(template)
    _refuse_failures(client("cloudformation"), expanded, parameters or {})
    resources = _physical_ids(client("cloudformation"))
    moto_fixes.stop_own_delivery(ACCOUNT, REGION)
    resolve = Resolver(client, resources, expanded, parameters or {})
    _add_bucket_notifications(client("s3"), expanded, resolve)
    _add_subscriptions(client("sns"), expanded, resolve)
    mappings = client("lambda").list_event_source_mappings()["EventSourceMappings"]
    return Stack(
        name=STACK_NAME,
        outputs=_outputs(client("cloudformation")),
        functions=_functions(client("lambda"), template, resources, project),
        mappings=tuple(mappings),
    )


def _refuse_failures(cloudformation: Any, expanded: Template, parameters: dict[str, str]) -> None:
    with warnings.catch_warnings():
        # It warns of the kinds that it doesn't make; those that matter here are made below.
        warnings.simplefilter("ignore")
        cloudformation.create_stack(
            StackName=STACK_NAME,
            TemplateBody=json.dumps(expanded),
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
            Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in parameters.items()],
        )


def _physical_ids(cloudformation: Any) -> dict[str, str]:
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=STACK_NAME)
    return {
        resource["LogicalResourceId"]: resource.get("PhysicalResourceId", "")
        for page in pages
        for resource in page["StackResourceSummaries"]
    }


def _outputs(cloudformation: Any) -> dict[str, str]:
    described = cloudformation.describe_stacks(StackName=STACK_NAME)["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", ())}


def _functions(lambda_client: Any, template: Template, resources: dict[str, str], project: Path) -> dict[str, Function]:
    found = {}
    for logical_id, properties in functions(template).items():
        name = resources[logical_id]
        made = lambda_client.get_function_configuration(FunctionName=name)
        found[name] = Function(
            logical_id=logical_id,
            name=name,
            code=project / properties["CodeUri"],
            handler=properties["Handler"],
            environment=made.get("Environment", {}).get("Variables", {}),
            timeout_seconds=int(properties.get("Timeout", 3)),
            memory_mb=int(properties.get("MemorySize", 128)),
        )
    return found


class Resolver:
    """Resolves the intrinsic functions in the few resources that are made by hand."""

    def __init__(
        self, client: ClientFactory, resources: dict[str, str], template: Template, parameters: dict[str, str]
    ) -> None:
        self._client = client
        self._resources = resources
        self._kinds = {name: resource["Type"] for name, resource in template["Resources"].items()}
        defaults = {name: str(p.get("Default", "")) for name, p in template.get("Parameters", {}).items()}
        self._parameters = defaults | parameters

    def __call__(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self(item) for item in value]
        if not isinstance(value, dict):
            return value
        if "Ref" in value:
            return self._parameters.get(value["Ref"]) or self._resources[value["Ref"]]
        if "Fn::GetAtt" in value:
            return self._attribute(*value["Fn::GetAtt"])
        return {name: self(item) for name, item in value.items()}

    def _attribute(self, logical_id: str, name: str) -> str:
        kind = self._kinds[logical_id]
        if (kind, name) == ("AWS::SQS::Queue", "Arn"):
            return queue_arn(self._client("sqs"), self._resources[logical_id])
        raise UnsupportedTemplate(
            f"template.yaml: the local runner can't resolve {name} of {kind} ({logical_id}); "
            "add it to Resolver in demarche/local/stack.py"
        )


def queue_arn(sqs: Any, url: str) -> str:
    arn: str = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    return arn


def _of_kind(template: Template, kind: str) -> dict[str, Template]:
    return {name: r["Properties"] for name, r in template["Resources"].items() if r["Type"] == kind}


def _add_bucket_notifications(s3: Any, template: Template, resolve: Resolver) -> None:
    for logical_id, properties in _of_kind(template, "AWS::S3::Bucket").items():
        bucket = resolve({"Ref": logical_id})
        if properties.get("VersioningConfiguration", {}).get("Status") == "Enabled":
            s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
        queues = properties.get("NotificationConfiguration", {}).get("QueueConfigurations", ())
        if queues:
            s3.put_bucket_notification_configuration(
                Bucket=bucket,
                NotificationConfiguration={"QueueConfigurations": [_notification(q, resolve) for q in queues]},
            )


def _notification(configuration: Template, resolve: Resolver) -> dict[str, Any]:
    made = {"QueueArn": resolve(configuration["Queue"]), "Events": [configuration["Event"]]}
    if "Filter" in configuration:
        rules = configuration["Filter"]["S3Key"]["Rules"]
        made["Filter"] = {"Key": {"FilterRules": rules}}
    return made


def _add_subscriptions(sns: Any, template: Template, resolve: Resolver) -> None:
    for properties in _of_kind(template, "AWS::SNS::Subscription").values():
        resolved = resolve(properties)
        attributes = {
            "RawMessageDelivery": str(resolved.get("RawMessageDelivery", False)).lower(),
            "FilterPolicyScope": resolved.get("FilterPolicyScope", "MessageAttributes"),
        }
        if "FilterPolicy" in resolved:
            policy = resolved["FilterPolicy"]
            attributes["FilterPolicy"] = policy if isinstance(policy, str) else json.dumps(policy)
        sns.subscribe(
            TopicArn=resolved["TopicArn"],
            Protocol=resolved["Protocol"],
            Endpoint=resolved["Endpoint"],
            Attributes=attributes,
        )
