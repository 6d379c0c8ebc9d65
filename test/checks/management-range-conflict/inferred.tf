#? --protocols pcoip
provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "desktops" {
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ management-range-conflict vpc.management-ranges
  cidr_block = "198.19.0.0/20"
}

resource "aws_vpc" "other" {
  cidr_block = "198.19.16.0/20"
}

resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.desktops.id
  cidr_block = "198.19.0.0/24"
}

resource "aws_workspaces_directory" "main" {
  directory_id = "d-1234567890"
  subnet_ids   = [aws_subnet.a.id]
}
