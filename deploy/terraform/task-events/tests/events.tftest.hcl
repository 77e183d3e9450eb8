# Plans with a provider that knows no AWS.

mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { name = "eu-central-1" }
  }
  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:eu-central-1:123456789012:sallyport-tasks" }
  }
}

variables {
  account         = "123456789012"
  organization_id = "o-a1b2c3d4e5"
}

run "only_stopped_tasks_go_on" {
  command = plan

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.this.event_pattern) == {
      source        = ["aws.ecs"]
      "detail-type" = ["ECS Task State Change"]
      detail        = { lastStatus = ["STOPPED"] }
    }
    error_message = "The queue gets something else."
  }
}

run "the_queue_hears_this_rule_alone" {
  command = apply

  assert {
    condition     = jsondecode(aws_sqs_queue_policy.this.policy).Statement[0].Condition.ArnEquals["aws:SourceArn"] == "arn:aws:events:eu-central-1:123456789012:rule/sallyport-tasks/sallyport-tasks"
    error_message = "Another rule could write into the queue."
  }
  assert {
    condition     = jsondecode(aws_sqs_queue_policy.this.policy).Statement[0].Resource == [aws_sqs_queue.this.arn]
    error_message = "The policy is about another queue."
  }
  assert {
    condition     = aws_cloudwatch_event_target.this.arn == aws_sqs_queue.this.arn
    error_message = "The rule sends elsewhere."
  }
  assert {
    condition     = aws_sqs_queue.this.sqs_managed_sse_enabled && aws_sqs_queue.this.message_retention_seconds == 345600
    error_message = "What waits is not encrypted, or not kept for four days."
  }
}

run "the_bus_hears_the_organization_alone" {
  command = plan

  assert {
    condition     = jsondecode(aws_cloudwatch_event_bus_policy.this.policy).Statement[0].Condition.StringEquals["aws:PrincipalOrgID"] == var.organization_id
    error_message = "Others could tell the bus."
  }
}

run "bad_input_is_refused" {
  command = plan
  variables {
    name            = "all of them"
    account         = "1234"
    organization_id = "123"
    retention_days  = 15
  }

  expect_failures = [var.name, var.account, var.organization_id, var.retention_days]
}
