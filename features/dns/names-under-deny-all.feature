@model:stateful
Feature: DNS under deny-all
  Deny-all takes the names away before it takes anything else: the question to kube-dns is a flow out of the client like
  any other. Addresses that a rule allows still answer, and so the application looks broken rather than the network.
  Sources: kubernetes.io, DNS for Services and Pods; kubeadm, cmd/kubeadm/app/phases/addons/dns/manifests.go; RFC 7766
  on answers that do not fit into a datagram.

  Background:
    Given the namespace shop
    And the pods:
      | pod      | ports |
      | frontend |       |
      | backend  | 8080  |
    And the services:
      | service | ports     |
      | backend | 80 → 8080 |
    And kube-dns

  Rule: Names go first

    Scenario: Without policies a name is found, and what it stands for is reached
      Then frontend resolves backend to service/backend
      And frontend → http://backend succeeds

    Scenario: Under deny-all nothing is, and the client hears that the host is unknown
      Given deny-all
      Then frontend → http://backend fails at frontend egress to DNS
      And frontend → http://backend cannot resolve: no answer after 20 seconds
      And curl exits with 6 for frontend → http://backend

    Scenario: With a rule for the backend alone its addresses answer, and its name does not
      Given deny-all egress
      And frontend allows egress to backend on port 8080
      Then frontend → backend:8080 succeeds
      And frontend → service/backend:80 succeeds
      And frontend → 10.96.0.10:53/UDP fails at frontend egress
      But frontend → http://backend fails at frontend egress to DNS
      And frontend → http://backend is blocked by deny-all-egress and allow-frontend-egress-to-backend-on-8080

    Scenario: With a rule for DNS alone the name is found, and what it stands for is not reached
      Given deny-all egress
      And frontend allows egress to kube-system/coredns on ports 53/UDP and 53/TCP
      Then frontend resolves backend
      But frontend → http://backend fails at frontend egress

    Scenario: Both rules make it work
      Given deny-all egress
      And frontend allows egress to backend on port 8080
      And frontend allows egress to kube-system/coredns on ports 53/UDP and 53/TCP
      Then frontend → http://backend succeeds

    Scenario: Deny-all ingress leaves names alone, as answers are part of the question's flow
      Given deny-all ingress
      Then frontend resolves backend
      But frontend → http://backend fails at backend ingress

    Scenario: The one who is called needs no DNS
      Given deny-all
      And frontend allows egress to backend on port 8080
      And frontend allows egress to kube-system/coredns on ports 53/UDP and 53/TCP
      And backend allows ingress from frontend on port 8080
      Then frontend → http://backend succeeds
      But backend cannot resolve frontend: no answer

  Rule: UDP, TCP or both

    Background:
      Given deny-all egress

    Scenario: UDP alone serves every short answer
      When frontend allows egress to namespace kube-system on port 53/UDP
      Then frontend resolves backend
      And frontend resolves kubernetes.default

    Scenario: TCP alone serves none: a resolver turns to TCP only once it was told to over UDP
      When frontend allows egress to namespace kube-system on port 53/TCP
      Then frontend cannot resolve backend: no answer after 20 seconds
      And frontend → kube-system/coredns:53/TCP succeeds

    Scenario: A port without protocol is TCP, so a rule with "port: 53" serves none either
      When the policies:
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: dns
        spec:
          podSelector: {}
          policyTypes: [Egress]
          egress:
          - to:
            - namespaceSelector: {}
            ports:
            - port: 53
        """
      Then frontend cannot resolve backend: no answer

    Scenario: Both serve all
      When frontend allows egress to namespace kube-system on ports 53/UDP and 53/TCP
      Then frontend resolves backend
