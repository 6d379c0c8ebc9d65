resource "aws_security_group" "workspaces" {
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ role-hint
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattached-policy
  vpc_id = "vpc-1"
}

resource "aws_security_group" "workspaces_endpoints" {
  vpc_id = "vpc-1"
}

resource "aws_security_group" "pcoip_gateway" {
  vpc_id = "vpc-1"
}

resource "aws_security_group" "other" {
  vpc_id = "vpc-1"
}

resource "aws_vpc_endpoint" "ssm" {
  vpc_id             = "vpc-1"
  service_name       = "com.amazonaws.us-west-2.ssm"
  security_group_ids = [aws_security_group.workspaces_endpoints.id]
}

resource "aws_lambda_function" "gateway" {
  function_name = "gateway"
  vpc_config {
    security_group_ids = [aws_security_group.pcoip_gateway.id]
  }
}

resource "aws_security_group_rule" "from_workspaces" {
  type                     = "ingress"
  from_port                = 443
  to_port                  = 443
  protocol                 = "tcp"
  security_group_id        = aws_security_group.other.id
  source_security_group_id = aws_security_group.workspaces.id
}

resource "aws_workspaces_directory" "main" {
  directory_id = "d-1234567890"
}
