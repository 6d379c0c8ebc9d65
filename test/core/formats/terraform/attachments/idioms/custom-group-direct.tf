provider "aws" {
  region = "eu-west-1"
}

resource "aws_security_group" "ws" {
  name = "ws"
}

resource "aws_workspaces_directory" "main" {
  directory_id = aws_directory_service_directory.ad.id
  subnet_ids   = [aws_subnet.a.id, aws_subnet.b.id]

  workspace_creation_properties {
    custom_security_group_id = aws_security_group.ws.id
    enable_internet_access   = true
  }
}

resource "aws_directory_service_directory" "ad" {
  name = "corp.example.com"
  type = "MicrosoftAD"

  vpc_settings {
    vpc_id     = aws_vpc.main.id
    subnet_ids = aws_subnet.domain[*].id
  }
}

resource "aws_subnet" "domain" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = "eu-west-1${["a", "b"][count.index]}"
}

resource "aws_subnet" "a" {
  vpc_id               = aws_vpc.main.id
  cidr_block           = "10.0.16.0/20"
  availability_zone_id = "euw1-az1"
}

resource "aws_subnet" "b" {
  vpc_id          = aws_vpc.main.id
  cidr_block      = "10.0.32.0/20"
  ipv6_cidr_block = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 1)
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
