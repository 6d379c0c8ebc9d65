variable "peer_cidr" {
  type = string
}

data "aws_vpc" "found" {}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc" "managed" {
  ipv4_ipam_pool_id   = "ipam-pool-1"
  ipv4_netmask_length = 20
}

resource "aws_vpc_ipv4_cidr_block_association" "second" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "100.64.0.0/16"
}

resource "aws_vpc_ipv4_cidr_block_association" "of_found" {
  vpc_id     = data.aws_vpc.found.id
  cidr_block = "100.65.0.0/16"
}

resource "aws_subnet" "second" {
  vpc_id     = aws_vpc_ipv4_cidr_block_association.second.vpc_id
  cidr_block = "100.64.1.0/24"
}

resource "aws_subnet" "assigned" {
  vpc_id              = aws_vpc.managed.id
  ipv4_netmask_length = 24
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = "nat-1"
  }
  route {
    cidr_block         = "172.16.0.0/12"
    transit_gateway_id = "tgw-1"
  }
  route {
    cidr_block = "10.0.0.0/16"
    gateway_id = "local"
  }
}

resource "aws_default_route_table" "main" {
  default_route_table_id = aws_vpc.main.default_route_table_id
  route = [
    { cidr_block = "192.168.0.0/16", vpc_peering_connection_id = "pcx-1" },
  ]
}

resource "aws_route" "peer" {
  route_table_id            = aws_route_table.private.id
  destination_cidr_block    = var.peer_cidr
  vpc_peering_connection_id = "pcx-2"
}

resource "aws_route" "main" {
  route_table_id         = aws_vpc.main.main_route_table_id
  destination_cidr_block = "198.19.0.0/16"
  transit_gateway_id     = "tgw-1"
}

resource "aws_route" "list" {
  route_table_id             = aws_route_table.private.id
  destination_prefix_list_id = aws_ec2_managed_prefix_list.office.id
  transit_gateway_id         = "tgw-1"
}

resource "aws_route" "anywhere" {
  route_table_id         = "rtb-1"
  destination_cidr_block = "203.0.113.0/24"
  transit_gateway_id     = "tgw-1"
}

resource "aws_ec2_managed_prefix_list" "office" {
  name           = "office"
  address_family = "IPv4"
  max_entries    = 2
  entry {
    cidr = "10.200.0.0/16"
  }
}
