Feature: Egress that forgets DNS
  A client looks a name up before it connects. Who isolates for egress has to open port 53, over UDP and over TCP.

  Background:
    Given the stateful model
    And the pods:
      | pod      | ports |
      | shop/web | 8080  |
      | shop/api | 8080  |
    And the namespace shop
    And kube-dns
    And deny-all in namespace shop
    And web allows egress to api on port 8080
    And api allows ingress from web on port 8080

  Scenario: Nobody thought of DNS
    Then lint finds egress-without-dns in policy allow-web-egress-to-api-on-8080
    And lint finds no egress-without-dns in policy deny-all

  Scenario: DNS over UDP alone
    Given every pod in namespace shop allows egress to namespace kube-system on port 53/UDP
    Then lint finds dns-over-udp-only
    But lint finds no egress-without-dns

  Scenario: DNS
    Given every pod in namespace shop allows egress to namespace kube-system on ports 53/UDP and 53/TCP
    Then lint finds no egress-without-dns
    And lint finds no dns-over-udp-only

  Scenario: A rule for DNS of somebody else does not help
    Given api allows egress to namespace kube-system on ports 53/UDP and 53/TCP
    Then lint finds egress-without-dns in policy allow-web-egress-to-api-on-8080

  Scenario: Who opens everything opens DNS
    Given web allows egress
    Then lint finds no egress-without-dns

  Scenario: An address needs no name
    Given all policies are deleted
    And deny-all in namespace shop
    And web allows egress to 192.0.2.7 on port 443
    Then lint finds no egress-without-dns
