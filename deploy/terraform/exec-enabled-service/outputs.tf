output "cluster" {
  description = "ARN of the cluster."
  value       = local.cluster
}

output "service" {
  description = "Name of the service, for sallyport.yml."
  value       = aws_ecs_service.this.name
}

output "container" {
  description = "Name of the container in which commands run."
  value       = var.name
}

output "task_role" {
  description = "ARN of the task role, to give it what the application needs."
  value       = aws_iam_role.task.arn
}

output "security_group" {
  description = "Security group of the tasks, to let traffic in and further out."
  value       = aws_security_group.tasks.id
}

output "key" {
  description = "ARN of the key of sessions, for target-account."
  value       = local.key
}

output "log_group" {
  description = "Log group of the service, for target-account."
  value       = aws_cloudwatch_log_group.service.name
}

output "exec_log_group" {
  description = "Log group of what was typed and printed in sessions."
  value       = local.exec_log_group
}
