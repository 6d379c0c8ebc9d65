variable "type" {
  type = string
}

variable "dns" {
  type = list(string)
}

data "aws_directory_service_directory" "shared" {
  directory_id = "d-1234567890"
}

resource "aws_directory_service_directory" "simple" {
  name = "simple.example.com"
  vpc_settings {
    vpc_id     = data.aws_vpc.found.id
    subnet_ids = data.aws_subnets.found.ids
  }
}

data "aws_vpc" "found" {}
data "aws_subnets" "found" {}

resource "aws_directory_service_directory" "connector" {
  name = "onprem.example.com"
  type = "ADConnector"
  connect_settings {
    customer_dns_ips  = ["192.168.1.10", "192.168.2.10"]
    customer_username = "join"
    subnet_ids        = ["subnet-1", "subnet-2"]
    vpc_id            = "vpc-1"
  }
}

resource "aws_directory_service_directory" "unknown" {
  name = "unknown.example.com"
  type = var.type
  connect_settings {
    customer_dns_ips = var.dns
    vpc_id           = "vpc-1"
    subnet_ids       = []
  }
}

resource "aws_workspaces_directory" "of_data" {
  directory_id = data.aws_directory_service_directory.shared.id
}
