# The groups that AWS makes go by the attributes that say their ids, and so do their rules.
resource "aws_directory_service_directory" "ad" {
  name = "corp.example.com"
}

resource "aws_workspaces_directory" "main" {
  directory_id = aws_directory_service_directory.ad.id
}

resource "aws_vpc_security_group_egress_rule" "members" {
  security_group_id            = aws_workspaces_directory.main.workspace_security_group_id
  ip_protocol                  = "-1"
  referenced_security_group_id = aws_directory_service_directory.ad.security_group_id
}

resource "aws_vpc_security_group_ingress_rule" "controllers" {
  security_group_id            = aws_directory_service_directory.ad.security_group_id
  ip_protocol                  = "-1"
  referenced_security_group_id = aws_workspaces_directory.main.workspace_security_group_id
}
