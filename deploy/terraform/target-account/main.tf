# The two roles that Sallyport enters in an account: one that looks and can start nothing, one that runs commands. Their
# policies are those of deploy/iam, not copies.

data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  iam = "${path.module}/../../iam"
  here = {
    partition    = data.aws_partition.current.partition
    region       = data.aws_region.current.name
    account      = var.account
    cluster      = var.cluster
    log_group    = var.log_group
    bot_role     = var.bot_role
    external_id  = var.external_id
    organization = var.organization_id
  }
}

resource "aws_iam_role" "this" {
  for_each           = toset(["read", "exec"])
  name               = "${var.name}-${each.key}"
  assume_role_policy = templatefile("${local.iam}/${each.key == "exec" ? "target-exec-trust" : "target-trust"}.json", local.here)
}

resource "aws_iam_role_policy" "read" {
  for_each = toset(var.exec_role_reads ? ["read", "exec"] : ["read"])
  name     = "target-read"
  role     = aws_iam_role.this[each.key].id
  policy   = templatefile("${local.iam}/target-read.json", local.here)
}

resource "aws_iam_role_policy" "exec" {
  for_each = toset(["target-exec", "deny-start-session"])
  name     = each.key
  role     = aws_iam_role.this["exec"].id
  policy   = templatefile("${local.iam}/${each.key}.json", local.here)
}

resource "aws_iam_role_policy" "exec_key" {
  for_each = var.session_keys
  name     = "target-exec-kms-${each.key}"
  role     = aws_iam_role.this["exec"].id
  policy   = templatefile("${local.iam}/target-exec-kms.json", merge(local.here, { key = each.value }))
}
