variable "name" {
  description = "Beginning of both roles' names. Choose another one for each cluster of an account."
  type        = string
  default     = "sallyport"

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@_-]{1,59}$", var.name))
    error_message = "A name is 1 to 59 letters, digits and +=,.@_- so that with -read behind it, it names a role."
  }
}

variable "account" {
  description = "The account of the target, in which the roles are made."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account))
    error_message = "An account is 12 digits."
  }
}

variable "cluster" {
  description = "Name of the one cluster that may be looked at and run commands in."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,255}$", var.cluster))
    error_message = "A cluster is given by its name: letters, digits, hyphens and underscores, and no wildcard."
  }
}

variable "log_group" {
  description = "Log group of the services, or a pattern such as /ecs/*."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_/.#-][A-Za-z0-9_/.#*-]*$", var.log_group))
    error_message = "A log group begins with its name: a pattern that could be any group is refused."
  }
}

variable "session_keys" {
  description = "Keys that encrypt the cluster's sessions: a name of your own to the key's ARN. Empty if there is none."
  type        = map(string)
  default     = {}
}

variable "bot_role" {
  description = "ARN of Sallyport's own role."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/\\S+$", var.bot_role))
    error_message = "bot_role is the ARN of a role."
  }
}

variable "external_id" {
  description = "What sallyport.yml says as external_id. A secret between the two accounts; draw it at random."
  type        = string
  sensitive   = true

  validation {
    condition     = length(var.external_id) >= 16 && length(var.external_id) <= 1224 && can(regex("^[A-Za-z0-9+=,.@:/_-]+$", var.external_id))
    error_message = "An external id is 16 to 1,224 letters, digits and +=,.@:/_- (STS takes 2; 16 cannot be guessed)."
  }
}

variable "organization_id" {
  description = "Your organization in AWS Organizations, from which alone the roles can be entered."
  type        = string

  validation {
    condition     = can(regex("^o-[a-z0-9]{10,32}$", var.organization_id))
    error_message = "An organization is o- and 10 to 32 small letters and digits."
  }
}

variable "exec_role_reads" {
  description = "Whether the role that runs may read too: only for a target whose role in sallyport.yml is one for both."
  type        = bool
  default     = false
}
