Feature: Certificates
  An office obtains a certificate that a document is registered, to show it to the applicant or to another office.
  WIPO DAS exchange API, registration certificates, https://www3.wipo.int/confluence/display/dascg/a.-+New+DAS+exchange+API.

  Background:
    Given the office has registered a document

  @DAS-API-CER-01
  Rule: The certificate of registration is a readable PDF

    Scenario: The certificate can be opened
      When the office asks for the certificate
      Then DAS hands out a readable certificate

    Scenario: A document that is not registered has no certificate
      When the office asks for the certificate with a number that is not registered
      Then DAS refuses the request

  @DAS-API-CER-02
  Rule: The certificate shows the registered number and date, after a correction the corrected one

    Scenario: The certificate shows the registered number and date
      When the office asks for the certificate
      Then the certificate shows the number of the document
      And the certificate shows the filing date

    Scenario: After a correction the certificate shows the corrected date
      Given the office has corrected the filing date
      When the office asks for the certificate
      Then the certificate shows the filing date
      And the certificate does not show the date before the correction

  @DAS-API-CER-03
  Rule: No certificate is given to a caller who states a wrong date or access code

    Scenario: A caller who states everything right gets the certificate
      When the office asks for the certificate
      Then DAS hands out a readable certificate

    Scenario Outline: A caller who states <deviation> gets no certificate
      When the office asks for the certificate with <deviation>
      Then DAS refuses the request

      Examples: wrong statements
        | deviation           |
        | a wrong date        |
        | a wrong access code |
