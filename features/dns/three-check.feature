@model:three-check
Feature: DNS by the notes' rule
  Under three-check the answer of kube-dns is a reply like any other, for which the pods of CoreDNS need egress if they
  are isolated. As long as kube-system has no policies, the two rules agree about names; once it has some, they part.
  Upstream Kubernetes is the model "stateful".

  Background:
    Given the namespace shop
    And the pods:
      | pod      | ports |
      | frontend |       |
      | backend  | 8080  |
    And the services:
      | service | ports     |
      | backend | 80 → 8080 |
    And the external endpoints:
      | name            | addresses      |
      | api.example.com | 203.0.113.5/32 |
    And kube-dns

  Rule: kube-system without policies

    Scenario: The client needs egress, and both rules agree
      Given deny-all egress in namespace shop
      And frontend allows egress to backend on port 8080
      Then frontend → http://backend fails at frontend egress to DNS
      And under the stateful model, frontend → http://backend fails at frontend egress to DNS
      When frontend allows egress to kube-system/coredns on ports 53/UDP and 53/TCP
      Then frontend resolves backend
      And under the stateful model, frontend → http://backend succeeds

    Scenario: The name is found by either rule; what it stands for answers by one
      Given deny-all in namespace shop
      And frontend allows egress to backend on port 8080
      And frontend allows egress to kube-system/coredns on ports 53/UDP and 53/TCP
      And backend allows ingress from frontend on port 8080
      Then frontend resolves backend
      But frontend → http://backend fails at backend egress for the reply
      And under the stateful model, frontend → http://backend succeeds

  Rule: kube-system isolated

    Background:
      Given deny-all in namespace kube-system
      And kube-system/coredns allows ingress from every namespace on ports 53/UDP and 53/TCP

    Scenario: CoreDNS may hear the question, and not answer it
      Then frontend → http://backend fails at coredns egress to DNS for the answer
      And frontend cannot resolve backend: no answer after 20 seconds
      But under the stateful model, frontend → http://backend succeeds

    Scenario: Egress to the clients' ephemeral ports repairs it for three-check
      When kube-system/coredns allows egress to every namespace on ports 32768-60999/UDP and 32768-60999/TCP
      Then frontend → http://backend succeeds
      And under the stateful model, frontend → http://backend succeeds

    Scenario: Egress on port 53 does not: a question has that port, an answer goes to the client's
      When kube-system/coredns allows egress to every namespace on ports 53/UDP and 53/TCP
      Then frontend → http://backend fails at coredns egress to DNS for the answer

    Scenario: Names outside need what both rules ask for, and the answer besides
      When kube-system/coredns allows egress to every namespace on ports 32768-60999/UDP and 32768-60999/TCP
      Then frontend → https://api.example.com fails at coredns egress to DNS
      And under the stateful model, frontend → https://api.example.com fails at coredns egress to DNS
      When kube-system/coredns allows egress to 192.0.2.53/32 on ports 53/UDP and 53/TCP
      Then frontend → https://api.example.com succeeds
      And under the stateful model, frontend → https://api.example.com succeeds

    Scenario: By upstream's rule two permissions suffice for every name: into CoreDNS, and out to its resolver
      Given the stateful model
      When kube-system/coredns allows egress to 192.0.2.53/32 on ports 53/UDP and 53/TCP
      Then frontend → http://backend succeeds
      And frontend → https://api.example.com succeeds

  Rule: The stateless rule

    Scenario: A client that may not receive gets no answer
      Given deny-all in namespace shop
      And frontend allows egress to kube-system/coredns on ports 53/UDP and 53/TCP
      Then under the stateless model, frontend → http://backend fails at frontend ingress to DNS for the answer
      But under the stateful model, frontend → http://backend fails at frontend egress
