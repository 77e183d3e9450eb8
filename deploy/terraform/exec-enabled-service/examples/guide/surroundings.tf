# What the guide's snippet takes for granted. Alone it switches exec on and the agent gets nowhere: the module beside
# this folder has what is missing.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

resource "aws_ecs_cluster" "my_cluster" {
  name = "my-cluster"
}

resource "aws_ecs_task_definition" "my_task" {
  family = "my-task"
  container_definitions = jsonencode([{
    name      = "my-container"
    image     = "public.ecr.aws/docker/library/nginx:1.29"
    memory    = 128
    essential = true
  }])
}
