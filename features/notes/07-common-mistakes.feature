Feature: Common mistakes, and what to remember
  The study notes close with pairs of wrong and right for the exam. Of the sentences they call wrong, one is right in
  Kubernetes and another half right, and what the notes put in their place makes policies more permissive than they need
  be. The scenarios show both verdicts.

  Background:
    Given the three-check model
    And the pods:
      | pod      | ports |
      | frontend | 3000  |
      | backend  | 8080  |

  Rule: "Policies are stateful, so I only need ingress rules"

    Scenario: Wrong after deny-all: the frontend may not send
      Given deny-all
      When backend allows ingress from frontend
      Then frontend → backend:8080 fails at frontend egress
      And under the stateful model, frontend → backend:8080 fails at frontend egress

    Scenario: Right where only ingress is denied
      Given deny-all ingress
      When backend allows ingress from frontend
      Then frontend → backend:8080 succeeds
      And under the stateful model, frontend → backend:8080 succeeds
      But backend → frontend:3000 fails at frontend ingress

    Scenario: Right for the backend: ingress is all it needs, though the study notes want egress as well
      Given deny-all
      When frontend allows egress to backend
      And backend allows ingress from frontend
      Then frontend → backend:8080 fails at backend egress for the reply
      But under the stateful model, frontend → backend:8080 succeeds

    Scenario: "Permission for both directions" is right when it means out of the frontend and into the backend
      Given deny-all
      When frontend allows egress to backend on port 8080
      And backend allows ingress from frontend on port 8080
      Then under the stateful model, frontend → backend:8080 succeeds
      And under the stateful model, backend → frontend:3000 fails at backend egress for the SYN

  Rule: "Flannel is a stateless CNI"

    Scenario: Wrong: it supports no policies, so every one of them is as good as absent
      Given deny-all
      Then under the unenforced model, frontend → backend:8080 succeeds
      And under the unenforced model, backend → frontend:3000 succeeds

    Scenario: A stateless plugin would be another thing: it would obey deny-all
      Given deny-all
      Then under the stateless model, frontend → backend:8080 fails at frontend egress
      And under the stateless model, backend → frontend:3000 fails at backend egress

  Rule: "Return traffic ignores egress rules"

    Scenario: The study notes call this wrong; in Kubernetes it is right
      Given deny-all
      When backend has only ingress
      Then frontend → backend:8080 fails at backend egress for the reply
      But under the stateful model, frontend → backend:8080 succeeds

    Scenario: The egress permission that the study notes ask for lets the backend call where it never had to
      Given deny-all
      And frontend allows ingress from every pod on port 3000
      Then under the stateful model, backend → frontend:3000 fails at backend egress
      When backend allows egress to frontend
      Then under the stateful model, backend → frontend:3000 succeeds

  Rule: Remember: deny-all first

    Scenario: Without deny-all, a pod that no policy selects is open to anyone
      When backend allows ingress from frontend
      Then the Internet → backend:8080 fails at backend ingress
      But the Internet → frontend:3000 succeeds

    Scenario: With deny-all, a pod that nobody thought of is closed
      Given deny-all
      When backend allows ingress from frontend
      Then the Internet → frontend:3000 fails at frontend ingress

    Scenario: "First" is advice to the author: to the cluster the order is all the same
      Given frontend allows egress to backend
      And backend allows ingress and egress
      When deny-all
      Then frontend → backend:8080 succeeds
      And the Internet → frontend:3000 fails at frontend ingress

  Rule: Remember: both directions

    Scenario Outline: Out of the frontend and into the backend; <half> alone does not connect
      Given deny-all
      When <grant>
      Then frontend → backend:8080 fails at <door> for the SYN
      And under the stateful model, frontend → backend:8080 fails at <door> for the SYN

      Examples:
        | half    | grant                                | door            |
        | egress  | frontend allows egress to backend    | backend ingress |
        | ingress | backend allows ingress from frontend | frontend egress |

  Rule: Remember: DNS

    Background:
      Given the manifests in "manifests/kube-dns.yaml"

    Scenario: Deny-all takes name resolution away too
      Given deny-all
      Then frontend → kube-system/kube-dns:53/UDP fails at frontend egress for the datagram
      And under the stateful model, frontend → kube-system/kube-dns:53/UDP fails at frontend egress for the datagram

    Scenario: Egress on port 53/UDP to kube-system gives it back
      Given deny-all
      When frontend allows egress to namespace kube-system on port 53/UDP
      Then frontend → kube-system/kube-dns:53/UDP succeeds
      And under the stateful model, frontend → kube-system/kube-dns:53/UDP succeeds

    Scenario: UDP alone leaves long answers out; TCP belongs to the rule
      Given deny-all
      When frontend allows egress to namespace kube-system on port 53/UDP
      Then frontend → kube-system/kube-dns:53/UDP succeeds
      But frontend → kube-system/kube-dns:53/TCP fails at frontend egress
      When frontend allows egress to namespace kube-system on ports 53/UDP and 53/TCP
      Then frontend → kube-system/kube-dns succeeds

  Rule: Remember: labels, not names

    Background:
      Given the pods:
        | pod      | labels       | ports |
        | frontend | app=frontend | 3000  |
        | canary   | app=frontend | 3000  |
        | backend  | app=backend  | 8080  |
      And deny-all ingress
      And the policies:
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: backend-from-frontend
        spec:
          podSelector:
            matchLabels:
              app: backend
          policyTypes: [Ingress]
          ingress:
          - from:
            - podSelector:
                matchLabels:
                  app: frontend
        """

    Scenario: A pod of another name with the right label is let in
      Then canary → backend:8080 succeeds

    Scenario: The right name with the wrong label is not
      When pod frontend is labelled app=web
      Then frontend → backend:8080 fails at backend ingress

    Scenario: A backend that loses its label loses its policy
      When pod backend is labelled app=legacy
      Then frontend → backend:8080 fails at backend ingress
      And frontend → backend:8080 is blocked by deny-all-ingress

  Rule: Remember: policies belong to a namespace

    Background:
      Given the pods:
        | pod              | labels       | ports |
        | default/frontend | app=frontend | 3000  |
        | default/backend  | app=backend  | 8080  |
        | blog/frontend    | app=frontend | 3000  |
        | blog/backend     | app=backend  | 8080  |

    Scenario: Deny-all in one namespace leaves the others open
      Given deny-all in namespace default
      Then default/frontend → default/backend:8080 fails at default/frontend egress
      But blog/frontend → blog/backend:8080 succeeds

    Scenario: A pod selector looks for pods in the policy's own namespace
      Given default/backend allows ingress from pods labelled app=frontend
      Then default/frontend → default/backend:8080 succeeds
      But blog/frontend → default/backend:8080 fails at default/backend ingress

    Scenario: Pods of another namespace are let in by naming their namespace
      Given default/backend allows ingress from namespace blog
      Then blog/frontend → default/backend:8080 succeeds
      But default/frontend → default/backend:8080 fails at default/backend ingress

  Rule: Remember: test
    Each line below is what a curl from inside a pod would show, without the pod: kubectl exec frontend -- curl backend.

    Scenario: One test per direction tells the two apart
      Given deny-all
      And frontend allows egress to backend on port 8080
      And backend allows ingress and egress from frontend
      Then frontend → backend:8080 succeeds
      But backend → frontend:3000 fails at frontend ingress
