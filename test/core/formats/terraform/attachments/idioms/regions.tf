provider "aws" {
  region = var.region
}

provider "aws" {
  alias  = "west"
  region = "us-west-2"
}

variable "region" {}

resource "aws_workspaces_directory" "default" {
  directory_id = "d-1234567890"
}

resource "aws_workspaces_directory" "alias" {
  provider     = aws.west
  directory_id = "d-1234567891"
}

resource "aws_workspaces_directory" "own" {
  region       = "eu-central-1"
  directory_id = "d-1234567892"
}

resource "aws_subnet" "zone" {
  vpc_id            = "vpc-1"
  cidr_block        = "10.0.0.0/24"
  availability_zone = "${var.region}a"
}
