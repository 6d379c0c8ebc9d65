variable "name" {}

# workspaces-netlint: role=client-network protocols=wsp
resource "aws_security_group" "this" {
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-flow client.health-check.wsp us-east-1
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-flow client.health-check.wsp us-west-2
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-flow client.https eu-west-1
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-flow client.https us-east-1
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-flow client.https.quic eu-west-1
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-flow client.https.quic us-east-1
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-flow client.https.quic us-west-2
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-flow client.streaming.wsp us-east-1
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undetermined-flow eu-west-1
  name = var.name
}

output "id" {
  value = aws_security_group.this.id
}
