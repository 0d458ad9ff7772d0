@model:stateful
Feature: Names outside the cluster
  A NetworkPolicy knows no names, only addresses. To let a pod call api.example.com takes two rules: one for DNS, and
  one for the addresses that the name has today.
  Source: kubernetes.io, Network Policies, "What you can't do with network policies".

  Background:
    Given the namespace shop
    And the pods:
      | pod      | ports |
      | frontend |       |
    And the external endpoints:
      | name            | addresses                      |
      | api.example.com | 203.0.113.5/32, 203.0.113.6/32 |
      | evil.example    | 198.51.100.7/32                |
    And kube-dns
    And deny-all egress in namespace shop

  Scenario: The address alone: reachable, but nobody knows where it is
    When frontend allows egress to 203.0.113.0/28 on port 443
    Then frontend → 203.0.113.5:443 succeeds
    But frontend → https://api.example.com fails at frontend egress to DNS

  Scenario: DNS alone: everybody knows where it is, and nobody gets there
    When frontend allows egress to kube-system/coredns on ports 53/UDP and 53/TCP
    Then frontend resolves api.example.com to api.example.com
    But frontend → https://api.example.com fails at frontend egress

  Scenario: Both
    When frontend allows egress to kube-system/coredns on ports 53/UDP and 53/TCP
    And frontend allows egress to 203.0.113.0/28 on port 443
    Then frontend → https://api.example.com succeeds
    But frontend → http://api.example.com fails at frontend egress

  Scenario: A block that holds one of two addresses: it depends on which the client takes
    When frontend allows egress to kube-system/coredns on ports 53/UDP and 53/TCP
    And frontend allows egress to 203.0.113.5/32 on port 443
    Then frontend → 203.0.113.5:443 succeeds
    And frontend → 203.0.113.6:443 fails at frontend egress

  Scenario: The name moves to another address, and the policy stays behind
    Given frontend allows egress to kube-system/coredns on ports 53/UDP and 53/TCP
    And frontend allows egress to 203.0.113.0/28 on port 443
    When the external endpoints:
      | name            | addresses       |
      | api.example.com | 198.51.100.9/32 |
    Then frontend resolves api.example.com
    But frontend → https://api.example.com fails at frontend egress

  Scenario: "Everything but the cluster" leaves names out, as kube-dns is part of the cluster
    Given pod addresses from 10.244.0.0/16
    When frontend allows egress to 0.0.0.0/0 except 10.0.0.0/8
    Then frontend → 203.0.113.5:443 succeeds
    But frontend → https://api.example.com fails at frontend egress to DNS
    When frontend allows egress to pods labelled k8s-app=kube-dns in namespace kube-system on ports 53/UDP and 53/TCP
    Then frontend → https://api.example.com succeeds

  Scenario: "The Internet" leaves names out as well, though the name is one of the Internet
    When frontend allows egress to the Internet
    Then frontend → the Internet:443 succeeds
    But frontend → https://api.example.com fails at frontend egress to DNS

  Scenario: Who may ask kube-dns may ask for any name; no NetworkPolicy can forbid one
    When frontend allows egress to kube-system/coredns on ports 53/UDP and 53/TCP
    Then frontend resolves evil.example
    But frontend → https://evil.example fails at frontend egress

  Scenario: In all, with kube-system closed as well
    A row by name stands for the questions that it takes, too.

    Given deny-all
    And deny-all in namespace kube-system
    And kube-system/coredns allows ingress from namespace shop on ports 53/UDP and 53/TCP
    And kube-system/coredns allows egress to 192.0.2.53/32 on port 53/UDP
    When frontend allows egress to kube-system/coredns on ports 53/UDP and 53/TCP
    And frontend allows egress to 203.0.113.0/28 on port 443
    Then only these flows succeed:
      | frontend → https://api.example.com |
