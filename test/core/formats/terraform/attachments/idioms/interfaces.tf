variable "more" {
  type = list(string)
}

resource "aws_security_group" "a" {}
resource "aws_security_group" "b" {}
resource "aws_security_group" "c" {}

resource "aws_instance" "both" {
  vpc_security_group_ids = [aws_security_group.a.id, aws_security_group.b.id]
}

resource "aws_instance" "unknown" {
  vpc_security_group_ids = concat([aws_security_group.a.id], var.more)
}

resource "aws_instance" "foreign" {
  vpc_security_group_ids = ["sg-0abc"]
}

resource "aws_network_interface" "eni" {
  security_groups = [aws_security_group.a.id]
}

resource "aws_network_interface_sg_attachment" "eni" {
  network_interface_id = aws_network_interface.eni.id
  security_group_id    = aws_security_group.c.id
}

resource "aws_network_interface_sg_attachment" "instance" {
  network_interface_id = aws_instance.foreign.primary_network_interface_id
  security_group_id    = aws_security_group.b.id
}
