# The roles of a task. Their policies are those of deploy/iam, not copies.

resource "aws_iam_role" "task" {
  name               = "${var.name}-task"
  assume_role_policy = templatefile("${local.iam}/ecs-tasks-trust.json", local.here)
}

resource "aws_iam_role_policy" "task" {
  for_each = toset(["task-role", "task-role-logging", "task-role-kms"])
  name     = each.key
  role     = aws_iam_role.task.id
  policy   = templatefile("${local.iam}/${each.key}.json", local.here)
}

resource "aws_iam_role" "execution" {
  name               = "${var.name}-execution"
  assume_role_policy = templatefile("${local.iam}/ecs-tasks-trust.json", local.here)
}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.execution.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}
