variable "gateways" {
  type = list(string)
}
provider "aws" {
  region = "us-west-2"
}

module "edge" {
  source   = "../../modules/edge"
  gateways = var.gateways
}

# The rules of a group may be added by whoever calls the module that makes it.
resource "aws_security_group_rule" "web" {
  type              = "egress"
  security_group_id = module.edge.groups["office"]
  protocol          = "tcp"
  from_port         = 0
  to_port           = 65535
  cidr_blocks       = ["0.0.0.0/0"]
}
