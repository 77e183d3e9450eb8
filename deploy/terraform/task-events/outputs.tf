output "queue_url" {
  description = "For events.queue in sallyport.yml."
  value       = aws_sqs_queue.this.url
}

output "queue_name" {
  description = "For the queue in deploy/iam/bot-events.json, which Sallyport's own role needs."
  value       = aws_sqs_queue.this.name
}

output "bus_arn" {
  description = "For task-events-sender in each account and Region with targets."
  value       = aws_cloudwatch_event_bus.this.arn
}
