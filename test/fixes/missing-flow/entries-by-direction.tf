#? --role client-network --region us-west-2 --protocols wsp
#= proxy: {client: https}
locals {
  rules = [
    { "name" : "rdp", "type" : "ingress", "ports" : "3389", "proto" : "tcp", "cidr" : "10.0.0.0/8" },
    { "name" : "web", "type" : "egress", "ports" : "443", "proto" : "tcp", "cidr" : "10.0.0.0/8" }
  ]
}

resource "aws_security_group" "clients" {
  name = "clients"

  dynamic "ingress" {
    for_each = [for rule in local.rules : rule if rule.type == "ingress"]
    content {
      from_port   = ingress.value.ports
      to_port     = ingress.value.ports
      protocol    = ingress.value.proto
      cidr_blocks = [ingress.value.cidr]
    }
  }

  dynamic "egress" {
    for_each = { for rule in local.rules : rule.name => rule if rule.type == "egress" }
    iterator = rule
    content {
      description = rule.key
      from_port   = rule.value.ports
      to_port     = rule.value.ports
      protocol    = rule.value.proto
      cidr_blocks = [rule.value.cidr]
      self        = lookup(rule.value, "self", null)
    }
  }
}
