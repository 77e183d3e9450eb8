# Plans with a provider that knows no AWS.

mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { name = "us-east-1" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::210987654321:role/sallyport-tasks-us-east-1" }
  }
}

variables {
  account = "210987654321"
  bus_arn = "arn:aws:events:eu-central-1:123456789012:event-bus/sallyport-tasks"
}

run "stopped_tasks_go_to_the_bus" {
  command = apply

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.this.event_pattern).detail.lastStatus == ["STOPPED"]
    error_message = "The bus gets something else."
  }
  assert {
    condition     = aws_cloudwatch_event_target.this.arn == var.bus_arn && aws_cloudwatch_event_target.this.role_arn == aws_iam_role.this.arn
    error_message = "The rule sends elsewhere, or not as its role."
  }
}

run "the_role_tells_one_bus_for_one_rule" {
  command = plan

  assert {
    condition     = jsondecode(aws_iam_role_policy.this.policy).Statement[0].Resource == [var.bus_arn]
    error_message = "The role may tell other buses."
  }
  assert {
    condition     = jsondecode(aws_iam_role.this.assume_role_policy).Statement[0].Condition.ArnEquals["aws:SourceArn"] == "arn:aws:events:us-east-1:210987654321:rule/sallyport-tasks"
    error_message = "Another rule can use the role."
  }
  assert {
    condition     = aws_iam_role.this.name == "sallyport-tasks-us-east-1"
    error_message = "A second Region of the account would want the same name."
  }
}

run "bad_input_is_refused" {
  command = plan
  variables {
    name    = "all of them"
    account = "1234"
    bus_arn = "arn:aws:events:*:*:event-bus/*"
  }

  expect_failures = [var.name, var.account, var.bus_arn]
}
