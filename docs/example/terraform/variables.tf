variable "region" {
  type    = string
  default = "eu-central-1"
}

variable "environment" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "aws_prefix_list" {
  type        = string
  description = "Prefix list with the ranges of AWS"
}
