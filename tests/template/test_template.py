"""template.yaml holds what deployment tools check, and what none of them does."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
from stacks import PROJECT

from demarche.local.template import expand, load

S3_EVENTS = {"s3:ObjectCreated:*", "s3:ObjectRemoved:*"}
"""The events that the pipeline is made for; S3 takes a misspelt one only at deployment."""
ATTRIBUTES = {"event_type", "quad_class", "countries", "dyad", "severity", "status", "change", "confidence"}


@cache
def template() -> dict[str, Any]:
    return load(PROJECT)


@cache
def expanded() -> dict[str, Any]:
    return expand(template())


def of_kind(kind: str, resources: dict[str, Any] | None = None) -> dict[str, Any]:
    found = (resources or template())["Resources"]
    return {name: resource["Properties"] for name, resource in found.items() if resource["Type"] == kind}


def functions() -> dict[str, Any]:
    defaults = template()["Globals"]["Function"]
    return {name: {**defaults, **properties} for name, properties in of_kind("AWS::Serverless::Function").items()}


def queues_with_consumers() -> dict[str, dict[str, Any]]:
    """Queue by logical id with the function that reads it."""
    return {
        source["Properties"]["Queue"]["Fn::GetAtt"][0]: function
        for function in functions().values()
        for source in function["Events"].values()
        if source["Type"] == "SQS"
    }


def set_aside() -> set[str]:
    """The queues that messages end in."""
    text = json.dumps(template()["Resources"])
    targets = re.findall(r'"deadLetterTargetArn": {"Fn::GetAtt": \["(\w+)"', text)
    return {*targets, *re.findall(r'"Destination": {"Fn::GetAtt": \["(\w+)"', text)}


@pytest.mark.parametrize("part", ["template", "expanded"])
def test_cfn_lint_finds_nothing(part: str, tmp_path: Any) -> None:
    from cfnlint.api import ManualArgs, lint

    text = (PROJECT / "template.yaml").read_text() if part == "template" else json.dumps(expanded())

    found = lint(text, config=ManualArgs(regions=["eu-central-1", "us-east-1"]))

    # The placeholder of the code's archive is no real bucket; SAM fills it in at deployment.
    assert [f"{m.rule.id} line {m.linenumber}: {m.message}" for m in found if m.rule.severity != "informational"] == []


def test_every_function_has_its_code_and_handler() -> None:
    for properties in functions().values():
        module, _, name = properties["Handler"].partition(".")
        code = (PROJECT / properties["CodeUri"] / f"{module}.py").read_text()
        assert f"\ndef {name}(" in code


def test_every_layer_has_a_makefile_with_its_target() -> None:
    for name, properties in of_kind("AWS::Serverless::LayerVersion").items():
        makefile = (PROJECT / properties["ContentUri"] / "Makefile").read_text()
        assert f"\nbuild-{name}:" in makefile


def test_a_message_stays_hidden_six_times_as_long_as_its_function_may_run() -> None:
    queues = of_kind("AWS::SQS::Queue")
    for name, function in queues_with_consumers().items():
        assert queues[name]["VisibilityTimeout"] >= 6 * function["Timeout"], name


def test_every_queue_that_is_read_has_a_dead_letter_queue_kept_as_long_as_sqs_can() -> None:
    queues = of_kind("AWS::SQS::Queue")
    for name, properties in queues.items():
        if name in set_aside():
            assert properties["MessageRetentionPeriod"] == 1_209_600, name
        else:
            assert properties["RedrivePolicy"]["maxReceiveCount"] >= 3, name


def test_every_dead_letter_queue_has_an_alarm() -> None:
    watched = {
        dimension["Value"]["Fn::GetAtt"][0]
        for alarm in of_kind("AWS::CloudWatch::Alarm").values()
        for dimension in alarm["Dimensions"]
    }
    assert watched == set_aside()


def test_every_source_of_a_function_takes_partial_answers() -> None:
    for function in functions().values():
        for source in function["Events"].values():
            assert source["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_the_stream_bisects_retries_within_bounds_and_reports_its_failures() -> None:
    (stream,) = [e["Properties"] for f in functions().values() for e in f["Events"].values() if e["Type"] == "DynamoDB"]
    assert stream["BisectBatchOnFunctionError"] is True
    assert 1 <= stream["MaximumRetryAttempts"] <= 100
    assert stream["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][0] in set_aside()


def test_the_stream_filter_lets_event_items_through_and_nothing_else() -> None:
    from demarche.local.filters import matches

    (stream,) = [e["Properties"] for f in functions().values() for e in f["Events"].values() if e["Type"] == "DynamoDB"]
    records = [{"dynamodb": {"NewImage": {"entity": {"S": kind}}}} for kind in ("event", "mention", "alert")]
    removed = {"dynamodb": {"OldImage": {"entity": {"S": "event"}}}}

    assert [matches(r, stream["FilterCriteria"]) for r in (*records, removed)] == [True, False, False, False]


def test_bucket_notifications_name_known_events_and_queues_that_allow_the_bucket() -> None:
    allowed = {
        statement["Resource"]["Fn::GetAtt"][0]
        for policy in of_kind("AWS::SQS::QueuePolicy").values()
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Principal"] == {"Service": "s3.amazonaws.com"}
    }
    for name, bucket in of_kind("AWS::S3::Bucket").items():
        for configuration in bucket["NotificationConfiguration"]["QueueConfigurations"]:
            assert configuration["Event"] in S3_EVENTS, name
            assert configuration["Queue"]["Fn::GetAtt"][0] in allowed


def test_the_default_filter_policy_is_json_on_attributes_that_alerts_have() -> None:
    policy = json.loads(template()["Parameters"]["AlertFilterPolicy"]["Default"])
    assert set(policy) <= ATTRIBUTES
    assert all(isinstance(rules, list) and rules for rules in policy.values())


def test_the_alert_queue_gets_raw_messages_and_keeps_what_cannot_be_delivered() -> None:
    (subscription,) = of_kind("AWS::SNS::Subscription").values()
    assert subscription["RawMessageDelivery"] is True
    assert subscription["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0] in set_aside()


def test_buckets_are_private_encrypted_versioned_where_people_upload_and_tls_only() -> None:
    buckets = of_kind("AWS::S3::Bucket")
    for bucket in buckets.values():
        assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
        assert bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert bucket["LifecycleConfiguration"]["Rules"]
    assert buckets["InboxBucket"]["VersioningConfiguration"] == {"Status": "Enabled"}
    denied = {
        policy["Bucket"]["Ref"]
        for policy in of_kind("AWS::S3::BucketPolicy").values()
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Deny" and statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    }
    assert denied == set(buckets)


def test_queues_topic_and_table_are_encrypted() -> None:
    assert all(queue["SqsManagedSseEnabled"] for queue in of_kind("AWS::SQS::Queue").values())
    assert all(topic["KmsMasterKeyId"] for topic in of_kind("AWS::SNS::Topic").values())
    (table,) = of_kind("AWS::DynamoDB::Table").values()
    assert table["SSESpecification"] == {"SSEEnabled": True}
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}


def test_no_function_may_do_everything_or_touch_everything() -> None:
    for name, function in functions().items():
        for statement in (s for policy in function["Policies"] for s in policy["Statement"]):
            actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
            assert not any("*" in action for action in actions), name
            assert statement["Resource"] != "*", name


def test_only_alert_may_publish_and_it_may_not_change_events() -> None:
    actions = {
        name: {a for p in f["Policies"] for s in p["Statement"] for a in ([s["Action"]] if isinstance(s["Action"], str) else s["Action"])}
        for name, f in functions().items()
    }  # fmt: skip
    assert [name for name, allowed in actions.items() if "sns:Publish" in allowed] == ["AlertFunction"]
    (remember,) = [
        s for p in functions()["AlertFunction"]["Policies"] for s in p["Statement"] if s["Sid"] == "RememberAlerts"
    ]
    assert remember["Condition"]["ForAllValues:StringLike"] == {"dynamodb:LeadingKeys": ["ALERT#*"]}


def test_logs_are_kept_for_a_bounded_time() -> None:
    groups = of_kind("AWS::Logs::LogGroup")
    assert all(group["RetentionInDays"] == {"Ref": "LogRetentionDays"} for group in groups.values())
    assert {f["LoggingConfig"]["LogGroup"]["Ref"] for f in functions().values()} == set(groups)


def test_every_parameter_has_a_default_and_a_description() -> None:
    assert all({"Default", "Description"} <= set(p) for p in template()["Parameters"].values())


def test_snap_start_comes_with_the_alias_that_it_needs() -> None:
    assert all(f["AutoPublishAlias"] and f["SnapStart"]["ApplyOn"] == "PublishedVersions" for f in functions().values())
    mappings = of_kind("AWS::Lambda::EventSourceMapping", expanded()).values()
    assert all("Alias" in json.dumps(mapping["FunctionName"]) for mapping in mappings)


def test_what_the_functions_read_of_their_environment_is_what_the_template_sets() -> None:
    from demarche.pipeline.settings import AlertSettings, ExtractSettings, IngestSettings, parse

    common = template()["Globals"]["Function"]["Environment"]["Variables"]
    for name, kind in (("Ingest", IngestSettings), ("Extract", ExtractSettings), ("Alert", AlertSettings)):
        own = template()["Resources"][f"{name}Function"]["Properties"]["Environment"]["Variables"]
        variables = dict.fromkeys((*common, *own), "set")
        assert parse(kind, variables)
        ours = {v for v in variables if v.startswith("DEMARCHE_")}
        assert {f"DEMARCHE_{field.upper()}" for field in kind.model_fields} >= ours


@pytest.mark.parametrize("layer", ["core", "nlp"])
def test_layers_hold_the_versions_that_are_tested_here(layer: str) -> None:
    """A layer that drifts from requirements.txt would run other code than the tests do."""
    pinned = versions((PROJECT / "requirements.txt").read_text())

    for name, version in versions((PROJECT / "layers" / layer / "requirements.txt").read_text()).items():
        assert pinned.get(name) == version, name


def versions(text: str) -> dict[str, str]:
    pins = (line.partition("==") for line in text.splitlines() if "==" in line and not line.startswith("#"))
    return {name.lower().replace("_", "-"): version.partition(" ")[0].strip() for name, _, version in pins}
