variable "name" {
  description = "Name of the service, and the beginning of the names of what belongs to it."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,31}$", var.name))
    error_message = "A name is 1 to 32 small letters, digits and hyphens, and begins with a letter."
  }
}

variable "account" {
  description = "The account this runs in: 12 digits. Asked for, so that a plan needs no call to AWS."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account))
    error_message = "An account is 12 digits."
  }
}

variable "image" {
  description = "Image of the one container, which gets the service's name."
  type        = string

  validation {
    condition     = can(regex("^\\S+$", var.image))
    error_message = "An image is given without spaces, such as 123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:1.2."
  }
}

variable "port" {
  description = "Port that the container listens on, or null if on none."
  type        = number
  default     = null

  validation {
    condition     = var.port == null ? true : var.port >= 1 && var.port <= 65535 && var.port != 22
    error_message = "A port is 1 to 65535, and not 22: with ECS Exec nobody needs an SSH server in a container."
  }
}

variable "cpu" {
  description = "CPU units of a task."
  type        = number
  default     = 256

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096, 8192, 16384], var.cpu)
    error_message = "Fargate offers 256, 512, 1024, 2048, 4096, 8192 and 16384 CPU units."
  }
}

variable "memory" {
  description = "MiB of memory of a task. The exec agent and each session take some of it."
  type        = number
  default     = 512

  validation {
    condition     = var.memory >= 512
    error_message = "Fargate offers no less than 512 MiB."
  }
}

variable "desired_count" {
  description = "How many tasks to keep running."
  type        = number
  default     = 2

  validation {
    condition     = var.desired_count >= 0
    error_message = "A count is not negative."
  }
}

variable "vpc_id" {
  description = "The VPC of the subnets."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of the tasks. They need a way to ssmmessages: a NAT gateway, or vpc_endpoints = true."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) > 0
    error_message = "A task needs at least one subnet."
  }
}

variable "cluster" {
  description = "A cluster that exists and already records and encrypts its sessions; null makes one."
  type = object({
    arn            = string
    exec_log_group = string
    key            = string
  })
  default = null

  validation {
    condition     = var.cluster == null ? true : can(regex("^arn:[a-z-]+:ecs:[a-z0-9-]+:[0-9]{12}:cluster/", var.cluster.arn))
    error_message = "cluster.arn is the ARN of a cluster; exec_log_group the name of its session log; key the ARN of its key."
  }
}

variable "vpc_endpoints" {
  description = "Whether to make interface endpoints for ssmmessages, logs and kms, for subnets without a way out."
  type        = bool
  default     = false
}

variable "allow_sallyport" {
  description = "Whether tasks carry the tag sallyport=allow, without which Sallyport's role starts nothing in them."
  type        = bool
  default     = true
}

variable "log_retention_days" {
  description = "How long logs of the service and of sessions are kept."
  type        = number
  default     = 90

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "CloudWatch Logs knows these days only: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  }
}
