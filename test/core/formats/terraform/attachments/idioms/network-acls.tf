resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "ws" {
  for_each   = { a = "10.0.1.0/24", b = "10.0.2.0/24" }
  vpc_id     = aws_vpc.main.id
  cidr_block = each.value
}

resource "aws_network_acl" "ws" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [for subnet in aws_subnet.ws : subnet.id]
}

resource "aws_network_acl" "apart" {
  vpc_id = aws_vpc.main.id
}

resource "aws_network_acl_association" "apart" {
  network_acl_id = aws_network_acl.apart.id
  subnet_id      = aws_subnet.ws["b"].id
}

resource "aws_default_network_acl" "rest" {
  default_network_acl_id = aws_vpc.main.default_network_acl_id
}

resource "aws_default_network_acl" "other" {
  default_network_acl_id = "acl-1"
  subnet_ids             = ["subnet-1"]
}
