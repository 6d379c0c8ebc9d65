#? --role client-network --region us-west-2 --protocols wsp
#= proxy: {client: https}
variable "rules" {
  description = "Rules of the group."
  type = list(object({
    type        = string
    description = string
    from_port   = number
    to_port     = number
    protocol    = string
    cidr_blocks = list(string)
  }))
  default = [
    {
      type        = "ingress"
      description = "RDP"
      from_port   = 3389
      to_port     = 3389
      protocol    = "TCP"
      cidr_blocks = ["10.0.0.0/8"]
    },
    {
      type        = "egress"
      description = "HTTPS"
      from_port   = 443
      to_port     = 443
      protocol    = "TCP"
      cidr_blocks = ["10.0.0.0/8"]
    },
  ]
}

resource "aws_security_group" "clients" {
  name = "clients"
}

resource "aws_security_group_rule" "all" {
  count = length(var.rules)

  type              = var.rules[count.index].type
  description       = var.rules[count.index].description
  from_port         = var.rules[count.index].from_port
  to_port           = var.rules[count.index].to_port
  protocol          = var.rules[count.index].protocol
  cidr_blocks       = var.rules[count.index].cidr_blocks
  security_group_id = aws_security_group.clients.id
}
