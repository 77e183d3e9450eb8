# The same service, working: exec with its permissions, recorded and encrypted, in subnets without a way out.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

provider "aws" {
  region = "eu-central-1"

  # For a plan without AWS (`terraform plan -refresh=false`), as CI makes one. Leave these out to apply it.
  access_key                  = var.offline ? "offline" : null
  secret_key                  = var.offline ? "offline" : null
  skip_credentials_validation = var.offline
  skip_metadata_api_check     = var.offline
  skip_requesting_account_id  = var.offline
  skip_region_validation      = var.offline
}

variable "offline" {
  description = "Whether to plan without AWS."
  type        = bool
  default     = false
}

module "my_service" {
  source = "../.."

  name          = "my-service"
  account       = "123456789012"
  image         = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/my-service:1.2"
  port          = 8080
  vpc_id        = "vpc-0123456789abcdef0"
  subnet_ids    = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]
  vpc_endpoints = true
}

module "target" {
  source = "../../../target-account"

  account         = "123456789012"
  cluster         = "my-service"
  log_group       = module.my_service.log_group
  session_keys    = { my-service = module.my_service.key }
  bot_role        = "arn:aws:iam::210987654321:role/sallyport"
  external_id     = "0b7c1c5e-6f0e-4c57-9d0c-4f5d3c9f6a11"
  organization_id = "o-a1b2c3d4e5"
}
