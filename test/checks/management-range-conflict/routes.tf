#= regions: [us-west-2]
#= protocols: [pcoip]

# workspaces-netlint: role=vpc
resource "aws_vpc" "desktops" {
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ management-range-conflict vpc.management-ranges
  cidr_block = "172.31.0.0/16"
}

resource "aws_vpc_ipv4_cidr_block_association" "more" {
  vpc_id     = aws_vpc.desktops.id
  cidr_block = "198.19.128.0/20"
}

resource "aws_route_table" "main" {
  vpc_id = aws_vpc.desktops.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = "igw-1"
  }
}

resource "aws_route" "on_premises" {
  route_table_id         = aws_route_table.main.id
  destination_cidr_block = "192.168.0.0/16"
  transit_gateway_id     = "tgw-1"
}
