variable "name" {
  description = "Name of the rule, and with the Region behind it of its role."
  type        = string
  default     = "sallyport-tasks"

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,48}$", var.name))
    error_message = "A name is 1 to 48 letters, digits, hyphens and underscores, so that with a Region behind it, it names a role."
  }
}

variable "account" {
  description = "The account of the targets, in which the rule is made."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account))
    error_message = "An account is 12 digits."
  }
}

variable "bus_arn" {
  description = "bus_arn of task-events."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:events:[a-z0-9-]+:[0-9]{12}:event-bus/[A-Za-z0-9_-]+$", var.bus_arn))
    error_message = "bus_arn is the ARN of one event bus."
  }
}
