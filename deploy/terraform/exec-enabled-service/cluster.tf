# A cluster that encrypts sessions and records them.

resource "aws_ecs_cluster" "this" {
  count = var.cluster == null ? 1 : 0
  name  = var.name

  setting {
    name  = "containerInsights"
    value = "enabled"
  }

  configuration {
    execute_command_configuration {
      kms_key_id = aws_kms_key.sessions[0].arn
      logging    = "OVERRIDE"

      log_configuration {
        cloud_watch_encryption_enabled = true
        cloud_watch_log_group_name     = aws_cloudwatch_log_group.sessions[0].name
      }
    }
  }
}

resource "aws_cloudwatch_log_group" "sessions" {
  count             = var.cluster == null ? 1 : 0
  name              = local.exec_log_group
  kms_key_id        = aws_kms_key.sessions[0].arn
  retention_in_days = var.log_retention_days
}

resource "aws_kms_key" "sessions" {
  count               = var.cluster == null ? 1 : 0
  description         = "Sessions of ECS Exec in ${var.name}, and their log"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.key[0].json
}

resource "aws_kms_alias" "sessions" {
  count         = var.cluster == null ? 1 : 0
  name          = "alias/${var.name}-exec"
  target_key_id = aws_kms_key.sessions[0].key_id
}

data "aws_iam_policy_document" "key" {
  count = var.cluster == null ? 1 : 0

  # Without this, only the statements below could ever use or change the key.
  statement {
    sid       = "PoliciesOfTheAccountDecide"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${var.account}:root"]
    }
  }

  statement {
    sid       = "SessionLog"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.${local.region}.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = ["arn:${local.partition}:logs:${local.region}:${var.account}:log-group:${local.exec_log_group}"]
    }
  }
}
