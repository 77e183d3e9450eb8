# Where Sallyport hears of stopped tasks: a bus that every account of the organization may tell, and a queue behind it. In
# the account and Region that `events.queue` in sallyport.yml names; once for all targets. Policies are those of deploy/iam,
# the pattern of events that of deploy/events.

data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  iam = "${path.module}/../../iam"
  here = {
    partition    = data.aws_partition.current.partition
    region       = data.aws_region.current.name
    account      = var.account
    bus          = var.name
    rule         = var.name
    queue        = var.name
    organization = var.organization_id
  }
}

resource "aws_cloudwatch_event_bus" "this" {
  name        = var.name
  description = "Tasks that stopped, from every account with a target of Sallyport"
}

resource "aws_cloudwatch_event_bus_policy" "this" {
  event_bus_name = aws_cloudwatch_event_bus.this.name
  policy         = templatefile("${local.iam}/events-bus.json", local.here)
}

# Whoever may tell the bus may tell it anything; what goes on to the queue is this.
resource "aws_cloudwatch_event_rule" "this" {
  name           = var.name
  description    = "Tasks that stopped, to Sallyport's queue"
  event_bus_name = aws_cloudwatch_event_bus.this.name
  event_pattern  = file("${path.module}/../../events/stopped-tasks.json")
}

resource "aws_cloudwatch_event_target" "this" {
  rule           = aws_cloudwatch_event_rule.this.name
  event_bus_name = aws_cloudwatch_event_bus.this.name
  target_id      = "queue"
  arn            = aws_sqs_queue.this.arn
}

resource "aws_sqs_queue" "this" {
  name                      = var.name
  message_retention_seconds = var.retention_days * 86400
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue_policy" "this" {
  queue_url = aws_sqs_queue.this.id
  policy    = templatefile("${local.iam}/events-queue.json", local.here)
}
