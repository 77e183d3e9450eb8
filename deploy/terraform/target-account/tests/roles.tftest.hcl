# Plans with a provider that knows no AWS.

mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { name = "eu-central-1" }
  }
}

variables {
  account         = "123456789012"
  cluster         = "prod"
  log_group       = "/ecs/*"
  bot_role        = "arn:aws:iam::210987654321:role/sallyport"
  external_id     = "0b7c1c5e-6f0e-4c57-9d0c-4f5d3c9f6a11"
  organization_id = "o-a1b2c3d4e5"
}

run "both_roles_are_entered_by_sallyport_alone" {
  command = plan

  assert {
    condition = alltrue([for role in aws_iam_role.this :
      jsondecode(role.assume_role_policy).Statement[0].Principal.AWS == var.bot_role &&
      jsondecode(role.assume_role_policy).Statement[0].Condition.StringEquals["sts:ExternalId"] == var.external_id &&
      jsondecode(role.assume_role_policy).Statement[0].Condition.StringEquals["aws:PrincipalOrgID"] == var.organization_id
    ])
    error_message = "Somebody else can enter, or enter without the external id."
  }
}

run "only_what_runs_may_say_who_asked" {
  command = plan

  assert {
    condition     = strcontains(aws_iam_role.this["exec"].assume_role_policy, "sts:SetSourceIdentity")
    error_message = "A run could not have a source identity."
  }
  assert {
    condition     = !strcontains(aws_iam_role.this["read"].assume_role_policy, "sts:TagSession")
    error_message = "The role that reads trusts more than it needs to."
  }
}

run "what_reads_starts_nothing" {
  command = plan

  assert {
    condition     = !strcontains(join("", [for policy in aws_iam_role_policy.read : policy.policy]), "ecs:ExecuteCommand")
    error_message = "The role that reads may start commands."
  }
  assert {
    condition     = keys(aws_iam_role_policy.read) == ["read"]
    error_message = "The role that runs may read although it need not."
  }
}

run "one_role_for_both_can_do_both" {
  command = plan
  variables { exec_role_reads = true }

  assert {
    condition     = toset(keys(aws_iam_role_policy.read)) == toset(["read", "exec"])
    error_message = "A target that names one role could not read."
  }
}

run "commands_start_in_one_cluster_only" {
  command = plan

  assert {
    condition     = strcontains(aws_iam_role_policy.exec["target-exec"].policy, "arn:aws:ecs:eu-central-1:123456789012:task/prod/*")
    error_message = "The tasks of the cluster are not named."
  }
  assert {
    condition     = length(aws_iam_role_policy.exec_key) == 0
    error_message = "There is no key, and a policy for one."
  }
}

run "keys_are_named_one_by_one" {
  command = plan
  variables {
    session_keys = { prod = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000001" }
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.exec_key["prod"].policy).Statement[0].Resource == [var.session_keys.prod]
    error_message = "The key is not named, or others are."
  }
}

run "bad_input_is_refused" {
  command = plan
  variables {
    account         = "1234"
    cluster         = "*"
    log_group       = "*"
    bot_role        = "sallyport"
    external_id     = "short"
    organization_id = "123"
  }

  expect_failures = [var.account, var.cluster, var.log_group, var.bot_role, var.external_id, var.organization_id]
}
