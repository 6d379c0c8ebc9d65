#? --role client-network --region us-west-2 --protocols wsp
#= proxy: {client: https}
resource "aws_security_group" "clients" {
    name = "clients"
    egress {
        protocol = "TCP"
        from_port = "443"
        to_port = "443"
        cidr_blocks = ["10.0.0.0/8"]
    }
    egress {
        protocol = "TCP"
        from_port = "80"
        to_port = "80"
        cidr_blocks = ["10.0.0.0/8"]
    }
}
