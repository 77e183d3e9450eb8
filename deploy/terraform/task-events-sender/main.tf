# Tells the bus of task-events of the tasks that stop here. Once in each account and Region with targets, that of the bus
# too: a rule cannot send to a queue in another Region, and to a bus it can.

data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  iam = "${path.module}/../../iam"
  here = {
    partition = data.aws_partition.current.partition
    region    = data.aws_region.current.name
    account   = var.account
    rule      = var.name
    bus_arn   = var.bus_arn
  }
}

resource "aws_cloudwatch_event_rule" "this" {
  name          = var.name
  description   = "Tasks that stopped, to Sallyport's bus"
  event_pattern = file("${path.module}/../../events/stopped-tasks.json")
}

resource "aws_cloudwatch_event_target" "this" {
  rule      = aws_cloudwatch_event_rule.this.name
  target_id = "bus"
  arn       = var.bus_arn
  role_arn  = aws_iam_role.this.arn
}

# Roles are the account's, not the Region's.
resource "aws_iam_role" "this" {
  name               = "${var.name}-${data.aws_region.current.name}"
  assume_role_policy = templatefile("${local.iam}/events-sender-trust.json", local.here)
}

resource "aws_iam_role_policy" "this" {
  name   = "events-sender"
  role   = aws_iam_role.this.id
  policy = templatefile("${local.iam}/events-sender.json", local.here)
}
