# A service in whose containers commands can be run with ECS Exec, and everything that takes: the flag alone is not
# enough, and Terraform, unlike CDK, adds none of the rest by itself.

data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  iam            = "${path.module}/../../iam"
  partition      = data.aws_partition.current.partition
  region         = data.aws_region.current.name
  cluster        = var.cluster == null ? aws_ecs_cluster.this[0].arn : var.cluster.arn
  key            = var.cluster == null ? aws_kms_key.sessions[0].arn : var.cluster.key
  exec_log_group = var.cluster == null ? "/ecs/exec/${var.name}" : var.cluster.exec_log_group
  here = {
    partition      = local.partition
    region         = local.region
    account        = var.account
    exec_log_group = local.exec_log_group
    key            = local.key
  }
}

resource "aws_ecs_task_definition" "this" {
  family                   = var.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  task_role_arn            = aws_iam_role.task.arn
  execution_role_arn       = aws_iam_role.execution.arn

  container_definitions = jsonencode([{
    name         = var.name
    image        = var.image
    essential    = true
    portMappings = var.port == null ? [] : [{ containerPort = var.port, protocol = "tcp" }]
    # Without a process that reaps them, what a session leaves behind stays as zombies.
    linuxParameters = { initProcessEnabled = true }
    # The agent writes into the container.
    readonlyRootFilesystem = false
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.service.name
        awslogs-region        = local.region
        awslogs-stream-prefix = "ecs"
      }
    }
  }])
}

resource "aws_ecs_service" "this" {
  name            = var.name
  cluster         = local.cluster
  task_definition = aws_ecs_task_definition.this.arn
  desired_count   = var.desired_count
  launch_type     = "FARGATE"

  enable_execute_command = true

  # Tasks inherit the service's tags; the policy of Sallyport's role looks at the task's.
  propagate_tags = "SERVICE"
  tags           = var.allow_sallyport ? { sallyport = "allow" } : {}

  network_configuration {
    subnets         = var.subnet_ids
    security_groups = [aws_security_group.tasks.id]
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  lifecycle {
    precondition {
      condition     = var.memory >= var.cpu * 2
      error_message = "Fargate gives at least twice as many MiB of memory as CPU units."
    }
  }

  # A task that starts before its role may do anything has an agent that gives up.
  depends_on = [aws_iam_role_policy.task]
}

resource "aws_cloudwatch_log_group" "service" {
  name              = "/ecs/${var.name}"
  retention_in_days = var.log_retention_days
}
