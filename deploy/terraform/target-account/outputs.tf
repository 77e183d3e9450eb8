output "read_role" {
  description = "ARN of the role that only looks, for the target's read_role in sallyport.yml."
  value       = aws_iam_role.this["read"].arn
}

output "exec_role" {
  description = "ARN of the role that runs commands, for the target's exec_role in sallyport.yml."
  value       = aws_iam_role.this["exec"].arn
}
