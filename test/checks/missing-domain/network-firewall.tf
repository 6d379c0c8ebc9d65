#? --role client-network --region us-west-2 --protocols wsp

resource "aws_networkfirewall_rule_group" "ws" {
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-domain domain.connectivity-check
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-domain domain.health-check
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-domain domain.smart-card
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-domain domain.user-login
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undetermined-flow client.streaming.wsp client.health-check.wsp domain.gateway.wsp
  capacity = 100
  name     = "ws"
  type     = "STATEFUL"
  rule_group {
    rules_source {
      rules_source_list {
        generated_rules_type = "ALLOWLIST"
        target_types         = ["HTTP_HOST", "TLS_SNI"]
        targets = [
          ".amazonaws.com",
          ".amazon.com",
          ".cloudfront.net",
        ]
      }
    }
  }
}
