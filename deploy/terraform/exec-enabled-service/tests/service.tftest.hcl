# Plans with a provider that knows no AWS.

mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { name = "eu-central-1" }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000001" }
  }
  mock_resource "aws_ecs_cluster" {
    defaults = { arn = "arn:aws:ecs:eu-central-1:123456789012:cluster/web" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/web" }
  }
  mock_resource "aws_ecs_task_definition" {
    defaults = { arn = "arn:aws:ecs:eu-central-1:123456789012:task-definition/web:1" }
  }
}

variables {
  name       = "web"
  account    = "123456789012"
  image      = "public.ecr.aws/docker/library/nginx:1.29"
  vpc_id     = "vpc-1"
  subnet_ids = ["subnet-1"]
}

run "exec_is_on_and_its_tasks_can_be_told_apart" {
  command = plan

  assert {
    condition     = aws_ecs_service.this.enable_execute_command
    error_message = "The service has no exec."
  }
  assert {
    condition     = aws_ecs_service.this.propagate_tags == "SERVICE" && aws_ecs_service.this.tags["sallyport"] == "allow"
    error_message = "Tasks do not carry the tag that Sallyport's policy asks for."
  }
}

run "the_task_role_has_what_terraform_does_not_add" {
  command = apply

  assert {
    condition = toset(jsondecode(aws_iam_role_policy.task["task-role"].policy).Statement[0].Action) == toset([
      "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel",
    ])
    error_message = "The agent's four actions are missing."
  }
  assert {
    condition = contains(
      jsondecode(aws_iam_role_policy.task["task-role-logging"].policy).Statement[1].Resource,
      "arn:aws:logs:eu-central-1:123456789012:log-group:/ecs/exec/web:*",
    )
    error_message = "The agent may not write the session log."
  }
  assert {
    condition     = jsondecode(aws_iam_role_policy.task["task-role-kms"].policy).Statement[0].Resource[0] == aws_kms_key.sessions[0].arn
    error_message = "The agent may not use the session key, or another one too."
  }
  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].linuxParameters.initProcessEnabled
    error_message = "Nothing reaps what a session leaves behind."
  }
}

run "the_cluster_records_and_encrypts_sessions" {
  command = apply

  assert {
    condition     = aws_ecs_cluster.this[0].configuration[0].execute_command_configuration[0].logging == "OVERRIDE"
    error_message = "Sessions are not recorded."
  }
  assert {
    condition     = aws_ecs_cluster.this[0].configuration[0].execute_command_configuration[0].kms_key_id == aws_kms_key.sessions[0].arn
    error_message = "Sessions are not encrypted."
  }
  assert {
    condition     = aws_cloudwatch_log_group.sessions[0].kms_key_id == aws_kms_key.sessions[0].arn
    error_message = "The session log is not encrypted."
  }
  assert {
    condition     = length(aws_vpc_endpoint.this) == 0
    error_message = "Endpoints cost money and are made only when asked for."
  }
}

run "a_closed_vpc_gets_its_endpoints" {
  command = plan
  variables { vpc_endpoints = true }

  assert {
    condition     = toset(keys(aws_vpc_endpoint.this)) == toset(["ssmmessages", "logs", "kms"])
    error_message = "An endpoint is missing."
  }
  assert {
    condition     = alltrue([for endpoint in aws_vpc_endpoint.this : endpoint.private_dns_enabled])
    error_message = "Without private names the agent does not find the endpoint."
  }
}

run "a_cluster_that_exists_is_left_as_it_is" {
  command = apply
  variables {
    cluster = {
      arn            = "arn:aws:ecs:eu-central-1:123456789012:cluster/prod"
      exec_log_group = "/ecs/exec/prod"
      key            = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000002"
    }
  }

  assert {
    condition     = length(aws_ecs_cluster.this) == 0 && length(aws_kms_key.sessions) == 0 && aws_ecs_service.this.cluster == var.cluster.arn
    error_message = "A second cluster or key is made."
  }
  assert {
    condition     = jsondecode(aws_iam_role_policy.task["task-role-kms"].policy).Statement[0].Resource[0] == var.cluster.key
    error_message = "The agent may not use the existing key."
  }
}

run "sallyport_can_be_kept_out" {
  command = plan
  variables { allow_sallyport = false }

  assert {
    condition     = !contains(keys(coalesce(aws_ecs_service.this.tags, {})), "sallyport")
    error_message = "The tag is there all the same."
  }
}

run "bad_input_is_refused" {
  command = plan
  variables {
    name       = "Web_1"
    account    = "1234"
    port       = 22
    subnet_ids = []
  }

  expect_failures = [var.name, var.account, var.port, var.subnet_ids]
}

run "a_task_needs_memory_for_its_cpu" {
  command = plan
  variables {
    cpu    = 1024
    memory = 1024
  }

  expect_failures = [aws_ecs_service.this]
}
