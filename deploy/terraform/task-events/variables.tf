variable "name" {
  description = "Name of the bus, of its rule and of the queue."
  type        = string
  default     = "sallyport-tasks"

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,64}$", var.name))
    error_message = "A name is 1 to 64 letters, digits, hyphens and underscores."
  }
}

variable "account" {
  description = "The account of Sallyport's own role, in which the queue is made."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account))
    error_message = "An account is 12 digits."
  }
}

variable "organization_id" {
  description = "Your organization in AWS Organizations, whose accounts alone may tell the bus."
  type        = string

  validation {
    condition     = can(regex("^o-[a-z0-9]{10,32}$", var.organization_id))
    error_message = "An organization is o- and 10 to 32 small letters and digits."
  }
}

variable "retention_days" {
  description = "How long SQS keeps what Sallyport has not fetched, in days, 1 to 14: so long it may be down and miss nothing."
  type        = number
  default     = 4

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 14 && floor(var.retention_days) == var.retention_days
    error_message = "SQS keeps messages for 14 days at most; give whole days, 1 to 14."
  }
}
