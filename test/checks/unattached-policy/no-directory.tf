resource "aws_security_group" "workspaces" {
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ role-hint
  vpc_id = "vpc-1"
}
