/** A client network that opens the PCoIP port to some gateways in Oregon, and perhaps to others. */
export const GROUP = `# workspaces-netlint: role=client-network region=us-west-2
resource "aws_security_group" "clients" {
  name = "clients"

  egress {
    from_port   = 4172
    to_port     = 4172
    protocol    = "tcp"
    cidr_blocks = ["54.244.46.0/23", var.office]
  }
  egress {
    from_port   = 4172
    to_port     = 4172
    protocol    = "udp"
    cidr_blocks = ["54.244.46.0/23", var.office]
  }
}
`;

export const VARIABLES = `variable "office" {
  default = "10.0.0.0/8"
}
`;

export const FIREWALL = `firewall:
  name: edge
  role: client-network
  regions: [us-west-2]
  rules:
    - name: streaming
      action: allow
      direction: outbound
      protocol: [tcp, udp]
      ports: [4195]
      destinations: [34.223.96.0/22]
`;

export const EXPORT = `{
  "SecurityGroups": [
    {
      "GroupId": "sg-0a1b2c3d",
      "GroupName": "members",
      "Tags": [{ "Key": "workspaces-netlint:role", "Value": "workspace" }],
      "IpPermissions": [],
      "IpPermissionsEgress": [
        { "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{ "CidrIp": "0.0.0.0/0" }] }
      ]
    }
  ]
}
`;
